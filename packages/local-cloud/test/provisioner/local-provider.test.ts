import { EventEmitter } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { HeadBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { testFolder } from "@lab/testing";
import { asset } from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDynamodb } from "../../src/engines/dynamodb-engine.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { startMessagingAndStorage } from "../../src/engines/messaging-and-storage-engine.ts";
import { LocalProvider } from "../../src/provisioner/local-provider.ts";
import { dynamodbClient, REGION, s3Client, sqsClient } from "../engines/clients.ts";

let engines: { other: Engine; dynamodb: Engine };
let codeDirectory: string;
let provider: LocalProvider;

beforeAll(async () => {
  engines = { other: await startMessagingAndStorage({ region: REGION }), dynamodb: await startDynamodb() };
  codeDirectory = testFolder();
});
afterAll(async () => {
  await engines.other.close();
  await engines.dynamodb.close();
});
beforeEach(() => {
  provider = new LocalProvider({
    region: REGION,
    sqs: sqsClient(engines.other.endpoint),
    s3: s3Client(engines.other.endpoint),
    dynamodb: dynamodbClient(engines.dynamodb.endpoint),
    events: new EventEmitter(),
    connection: {},
    codeDirectory,
    maxWorkers: 1,
    functions: new Map(),
    triggers: new Map(),
  });
});

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*" }],
});
const trust = { assumeRolePolicy: policy };

async function createFunction(inputs: Record<string, unknown> = {}) {
  const role = await provider.create("aws:iam/role:Role", "role", trust);
  return provider.create("aws:lambda/function:Function", "worker", {
    role: role.state.arn,
    runtime: "nodejs24.x",
    handler: "index.handler",
    code: new asset.AssetArchive({
      "index.js": new asset.StringAsset("exports.handler = async () => 1"),
      "lib/a.txt": new asset.StringAsset("a"),
    }),
    timeout: 5,
    ...inputs,
  });
}

describe("a role's unique id", () => {
  it("stays while the role lives, and is not that of the next role of its name", async () => {
    const type = "aws:iam/role:Role";
    const role = await provider.create(type, "sender", { ...trust, name: "sender" });
    expect(role.state.uniqueId).toMatch(/^AROA[A-Z0-9]{17}$/);
    const changed = { ...trust, name: "sender", maxSessionDuration: 7_200 };
    const updated = await provider.update(type, "sender", role.id, changed);
    expect(updated).toMatchObject({ maxSessionDuration: 7_200, uniqueId: role.state.uniqueId });
    await provider.delete(type, role.id);
    const next = await provider.create(type, "sender", { ...trust, name: "sender" });
    expect(next.state.arn).toBe(role.state.arn);
    expect(next.state.uniqueId).not.toBe(role.state.uniqueId);
  });
});

describe("the local provider", () => {
  it("names a queue as Pulumi does and gives the outputs that AWS gives", async () => {
    const inputs = { visibilityTimeoutSeconds: 180, messageRetentionSeconds: 86_400, tags: { study: "x" } };
    const { id, state } = await provider.create("aws:sqs/queue:Queue", "surveys", inputs);
    expect(state.name).toMatch(/^surveys-[0-9a-f]{7}$/);
    expect(state).toMatchObject({
      ...inputs,
      url: id,
      region: REGION,
      arn: `arn:aws:sqs:${REGION}:000000000000:${state.name}`,
    });
    const { Attributes } = await sqsClient(engines.other.endpoint).send(
      new GetQueueAttributesCommand({ QueueUrl: id, AttributeNames: ["All"] }),
    );
    expect(Attributes).toMatchObject({
      QueueArn: state.arn,
      VisibilityTimeout: "180",
      MessageRetentionPeriod: "86400",
    });
  });

  it("creates a bucket and deletes it with what is in it, if that is allowed", async () => {
    const s3 = s3Client(engines.other.endpoint);
    const { id, state } = await provider.create("aws:s3/bucket:Bucket", "raw", { forceDestroy: true });
    expect(state).toMatchObject({ bucket: id, arn: `arn:aws:s3:::${id}`, region: REGION });
    await s3.send(new PutObjectCommand({ Bucket: id, Key: "a", Body: "a" }));
    await provider.deleteAll();
    await expect(s3.send(new HeadBucketCommand({ Bucket: id }))).rejects.toMatchObject({ name: "NotFound" });
    expect(provider.resources).toEqual([]);
  });

  it("creates a table with its keys, protected or not, and deletes it", async () => {
    const dynamodb = dynamodbClient(engines.dynamodb.endpoint);
    const { id, state } = await provider.create("aws:dynamodb/table:Table", "ledger", {
      attributes: [
        { name: "user_id", type: "S" },
        { name: "time", type: "S" },
      ],
      hashKey: "user_id",
      rangeKey: "time",
      billingMode: "PAY_PER_REQUEST",
      deletionProtectionEnabled: true,
      pointInTimeRecovery: { enabled: true },
    });
    expect(state).toMatchObject({ name: id, arn: `arn:aws:dynamodb:${REGION}:000000000000:table/${id}` });
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: id }));
    expect(Table?.KeySchema).toEqual([
      { AttributeName: "user_id", KeyType: "HASH" },
      { AttributeName: "time", KeyType: "RANGE" },
    ]);
    await provider.deleteAll();
    await expect(dynamodb.send(new DescribeTableCommand({ TableName: id }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("changes a living resource, which keeps its id and its name", async () => {
    const type = "aws:sqs/queue:Queue";
    const inputs = provider.check(type, "surveys", { visibilityTimeoutSeconds: 180 }, undefined);
    expect(inputs.name).toMatch(/^surveys-[0-9a-f]{7}$/);
    const { id } = await provider.create(type, "surveys", inputs);
    const news = provider.check(type, "surveys", { visibilityTimeoutSeconds: 60 }, inputs);
    expect(provider.diff(type, "surveys", inputs, news)).toEqual({
      changed: ["visibilityTimeoutSeconds"],
      replaced: [],
      samePlace: false,
    });
    const state = await provider.update(type, "surveys", id, news);
    expect(state).toMatchObject({ url: id, name: inputs.name, visibilityTimeoutSeconds: 60 });
    expect(provider.read(type, id)?.state).toEqual(state);
    const { Attributes } = await sqsClient(engines.other.endpoint).send(
      new GetQueueAttributesCommand({ QueueUrl: id, AttributeNames: ["VisibilityTimeout"] }),
    );
    expect(Attributes).toEqual({ VisibilityTimeout: "60" });
    await provider.delete(type, id);
    expect(provider.read(type, id)).toBeUndefined();
    await provider.delete(type, id);
  });

  it("asks for a new resource where AWS cannot change the old one", () => {
    const before = { name: "ledger-1", hashKey: "user_id", tags: { study: "x" } };
    const after = { name: "ledger-1", hashKey: "id", tags: { study: "y" } };
    expect(provider.diff("aws:dynamodb/table:Table", "ledger", before, after)).toEqual({
      changed: ["hashKey", "tags"],
      replaced: ["hashKey"],
      samePlace: true,
    });
  });

  it("says what to do when a resource to change is not there", async () => {
    const update = provider.update("aws:sqs/queue:Queue", "surveys", "http://127.0.0.1/absent", {});
    await expect(update).rejects.toThrow('aws:sqs/queue:Queue "surveys": this local cloud has none');
  });

  it("unpacks a function's code and makes it invocable", async () => {
    const { state } = await createFunction();
    expect(state.arn).toMatch(/^arn:aws:lambda:eu-central-1:000000000000:function:worker-[0-9a-f]{7}$/);
    expect(await readFile(join(String(state.codeDirectory), "lib/a.txt"), "utf8")).toBe("a");
    await provider.deleteAll();
  });

  it("records what no engine has, with its inputs", async () => {
    const { id } = await provider.create("aws:s3/bucket:Bucket", "raw", {});
    await provider.create("aws:s3/bucketPolicy:BucketPolicy", "raw-policy", { bucket: id, policy });
    expect(provider.resources.at(-1)).toMatchObject({
      type: "aws:s3/bucketPolicy:BucketPolicy",
      name: "raw-policy",
      inputs: { bucket: id, policy },
      custom: true,
    });
  });

  it("refuses a type it does not know, naming type, resource and where to add it", async () => {
    await expect(provider.create("aws:efs/fileSystem:FileSystem", "disk", {})).rejects.toMatchObject({
      name: "ProvisionError",
      code: "PROVISION_FAILED",
      message: expect.stringMatching(
        /^aws:efs\/fileSystem:FileSystem "disk": .*provisioner\/local-provider\.ts$/,
      ),
    });
  });

  it.each([
    ["aws:sqs/queue:Queue", { fifoQueue: true }, /FIFO queues are not supported/],
    ["aws:sqs/queue:Queue", { visibilityTimeoutSeconds: 50_000 }, /VisibilityTimeout/],
    ["aws:sqs/queuePolicy:QueuePolicy", { queueUrl: "http://x", policy }, /there is none/],
    ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "absent", policy }, /there is none/],
    ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "absent", policy: "{" }, /./],
    ["aws:iam/policy:Policy", { policy: "not json" }, /is not JSON/],
    [
      "aws:iam/policy:Policy",
      { policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow" }] }) },
      /Action/,
    ],
    ["aws:iam/rolePolicy:RolePolicy", { role: "absent", policy }, /there is none/],
    ["aws:dynamodb/table:Table", { hashKey: "a", attributes: [{ name: "a", type: "S" }] }, /PAY_PER_REQUEST/],
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      { eventSourceArn: "arn:aws:sqs:x", functionName: "x" },
      /no function/,
    ],
  ])("refuses %s with %j", async (type, inputs, problem) => {
    await expect(provider.create(type, "wrong", inputs)).rejects.toThrow(problem);
    await expect(provider.create(type, "wrong", inputs)).rejects.toThrow(`${type} "wrong"`);
  });

  it("refuses a function that sets what Lambda sets", async () => {
    await expect(createFunction({ environment: { variables: { AWS_REGION: "x" } } })).rejects.toThrow(
      /reserves .* AWS_REGION/,
    );
  });

  it("refuses a trigger whose queue hides messages for less time than the function may take", async () => {
    const queue = await provider.create("aws:sqs/queue:Queue", "q", { visibilityTimeoutSeconds: 4 });
    const worker = await createFunction();
    const mapping = { eventSourceArn: queue.state.arn, functionName: worker.state.arn };
    await expect(
      provider.create("aws:lambda/eventSourceMapping:EventSourceMapping", "t", mapping),
    ).rejects.toThrow("Queue visibility timeout: 4 seconds is less than Function timeout: 5 seconds");
  });
});
