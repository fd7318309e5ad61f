import { EventEmitter } from "node:events";
import { testFolder } from "@lab/testing";
import { asset } from "@pulumi/pulumi";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engines/engine.ts";
import { startMessagingAndStorage } from "../../src/engines/messaging-and-storage-engine.ts";
import { LocalProvider } from "../../src/provisioner/local-provider.ts";
import { dynamodbClient, REGION, s3Client, sqsClient } from "../engines/clients.ts";

let engine: Engine;
let codeDirectory: string;
let provider: LocalProvider;
let roleName: string;
let queueArn: string;
let functionArn: string;

beforeAll(async () => {
  engine = await startMessagingAndStorage({ region: REGION });
  codeDirectory = testFolder();
});
afterAll(async () => {
  await engine.close();
});
beforeEach(async () => {
  provider = new LocalProvider({
    region: REGION,
    sqs: sqsClient(engine.endpoint),
    s3: s3Client(engine.endpoint),
    dynamodb: dynamodbClient(engine.endpoint),
    events: new EventEmitter(),
    connection: {},
    codeDirectory,
    maxWorkers: 1,
    functions: new Map(),
    triggers: new Map(),
  });
  const queue = await provider.create("aws:sqs/queue:Queue", "work", {});
  const trust = allowing(["sts:AssumeRole"], "*");
  const role = await provider.create("aws:iam/role:Role", "worker", { assumeRolePolicy: trust });
  const worker = await provider.create("aws:lambda/function:Function", "worker", {
    role: role.state.arn,
    runtime: "nodejs24.x",
    handler: "index.handler",
    code: new asset.AssetArchive({ "index.js": new asset.StringAsset("exports.handler = async () => 1") }),
  });
  roleName = String(role.state.name);
  queueArn = String(queue.state.arn);
  functionArn = String(worker.state.arn);
});
afterEach(() => provider.deleteAll());

const needed = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

function allowing(Action: readonly string[], Resource: string, Effect = "Allow"): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Action, Resource }] });
}

const rolePolicy = (policy: string) =>
  provider.create("aws:iam/rolePolicy:RolePolicy", "permissions", { role: roleName, policy });

const createTrigger = () =>
  provider.create("aws:lambda/eventSourceMapping:EventSourceMapping", "trigger", {
    eventSourceArn: queueArn,
    functionName: functionArn,
  });

const refused = (action: string) =>
  new RegExp(
    `execution role does not have permissions to call ${action} on SQS: allow sqs:${action} on arn:`,
  );

describe("a trigger is refused", () => {
  it("while the function's role has no policy", async () => {
    await expect(createTrigger()).rejects.toThrow(refused("ReceiveMessage"));
  });

  it.each(needed)("for want of %s", async (missing) => {
    await rolePolicy(
      allowing(
        needed.filter((action) => action !== missing),
        queueArn,
      ),
    );
    await expect(createTrigger()).rejects.toThrow(refused(missing.slice("sqs:".length)));
  });

  it("when what is allowed is another queue, or another role", async () => {
    await rolePolicy(allowing(needed, `${queueArn}-dead-letters`));
    const role = await provider.create("aws:iam/role:Role", "other", {
      assumeRolePolicy: allowing(["sts:AssumeRole"], "*"),
    });
    const policy = allowing(needed, queueArn);
    await provider.create("aws:iam/rolePolicy:RolePolicy", "others", { role: role.state.name, policy });
    await expect(createTrigger()).rejects.toThrow(refused("ReceiveMessage"));
  });

  it("when a policy is denying what another allows, or was deleted, or no longer says so", async () => {
    const allowed = await rolePolicy(allowing(["sqs:*"], "*"));
    const denied = await rolePolicy(allowing(["sqs:DeleteMessage"], queueArn, "Deny"));
    await expect(createTrigger()).rejects.toThrow(refused("DeleteMessage"));
    await provider.delete("aws:iam/rolePolicy:RolePolicy", denied.id);
    await provider.update("aws:iam/rolePolicy:RolePolicy", "permissions", allowed.id, {
      role: roleName,
      policy: allowing(needed.slice(0, 2), queueArn),
    });
    await expect(createTrigger()).rejects.toThrow(refused("GetQueueAttributes"));
    await provider.delete("aws:iam/rolePolicy:RolePolicy", allowed.id);
    await expect(createTrigger()).rejects.toThrow(refused("ReceiveMessage"));
  });

  it("when the role has a policy that only AWS knows", async () => {
    const policyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole";
    await provider.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws", {
      role: roleName,
      policyArn,
    });
    await expect(createTrigger()).rejects.toThrow(`does not know the policy ${policyArn}`);
  });
});

describe("a trigger is taken", () => {
  it("when several policies of the role, its own and attached ones, allow what it needs", async () => {
    await rolePolicy(allowing(needed.slice(0, 1), queueArn));
    await rolePolicy(allowing(needed.slice(1, 2), queueArn));
    const policy = allowing(needed.slice(2), queueArn);
    const managed = await provider.create("aws:iam/policy:Policy", "managed", { policy });
    await provider.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
      role: roleName,
      policyArn: managed.state.arn,
    });
    expect((await createTrigger()).state).toMatchObject({ eventSourceArn: queueArn, functionArn });
  });
});
