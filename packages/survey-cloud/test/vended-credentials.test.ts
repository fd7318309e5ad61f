import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type SurveyCloud, startLocalCloud } from "../src/start-local-cloud.ts";

const VENDING_PRINCIPAL_ARN = "arn:aws:iam::000000000000:user/local";
let cloud: SurveyCloud;
let sts: STSClient;
let owner: SQSClient;
let queues = 0;

beforeAll(async () => {
  cloud = await startLocalCloud({
    config: { senders: "per-participant", vendingPrincipalArn: VENDING_PRINCIPAL_ARN },
  });
  const { region, credentials, endpoints } = cloud;
  sts = new STSClient({ region, credentials, endpoint: endpoints.sts });
  owner = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
});
afterAll(() => cloud.close());

async function vend(RoleSessionName: string, client = sts) {
  const RoleArn = cloud.outputs.senderRoleArn;
  const { AssumedRoleUser, Credentials } = await client.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { credentials, Expiration, AssumedRoleUser };
}

function sqsOf({ credentials }: Pick<Awaited<ReturnType<typeof vend>>, "credentials">): SQSClient {
  return new SQSClient({ region: cloud.region, endpoint: cloud.endpoints.sqs, credentials, maxAttempts: 1 });
}

/** A queue that no function empties. */
async function createQueue(Attributes: Record<string, string> = {}): Promise<string> {
  const QueueName = `senders-${queues++}`;
  const { QueueUrl = "" } = await owner.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

async function receive(QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await owner.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
}

const senderIds = (messages: readonly Message[]) =>
  Object.fromEntries(messages.map(({ Body, Attributes }) => [Body, Attributes?.SenderId]));

it("tells by every message who sent it, alone or in a batch", async () => {
  const QueueUrl = await createQueue();
  const anna = await vend("anna");
  const ben = await vend("ben");
  const MessageBody = "by the owner";
  await owner.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await sqsOf(anna).send(new SendMessageCommand({ QueueUrl, MessageBody: "by anna" }));
  const Entries = ["by ben", "by ben too"].map((body, i) => ({ Id: String(i), MessageBody: body }));
  await sqsOf(ben).send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const [roleId] = anna.AssumedRoleUser?.AssumedRoleId?.split(":") ?? [];
  expect(roleId).toMatch(/^AROA[A-Z0-9]{17}$/);
  expect(senderIds(await receive(QueueUrl))).toEqual({
    "by the owner": "000000000000",
    "by anna": `${roleId}:anna`,
    "by ben": `${roleId}:ben`,
    "by ben too": `${roleId}:ben`,
  });
});

it("is told the sender by nothing that the sender writes", async () => {
  const QueueUrl = await createQueue();
  const ben = await vend("ben");
  const claim = ben.AssumedRoleUser?.AssumedRoleId?.replace(":ben", ":anna") ?? "";
  const StringValue = claim;
  const MessageAttributes = Object.fromEntries(
    ["SenderId", "senderid"].map((name) => [name, { DataType: "String", StringValue }]),
  );
  const request = { QueueUrl, MessageBody: "by ben", MessageAttributes, SenderId: claim };
  const sqs = sqsOf(ben);
  // Past the SDK, which would leave out what SQS does not know.
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const { request: http } = args;
      if (typeof http === "object" && http !== null && "body" in http) {
        const forged = {
          ...request,
          Attributes: { SenderId: claim },
          MessageSystemAttributes: { SenderId: { DataType: "String", StringValue } },
        };
        http.body = JSON.stringify(forged);
        if ("headers" in http) {
          Object.assign(Object(http.headers), {
            "content-length": String(Buffer.byteLength(JSON.stringify(forged))),
            "x-amz-sender-id": claim,
          });
        }
      }
      return next(args);
    },
    { step: "build", priority: "high" },
  );
  await sqs.send(new SendMessageCommand(request));
  const [message] = await receive(QueueUrl);
  expect(message?.Attributes?.SenderId).toBe(ben.AssumedRoleUser?.AssumedRoleId);
  expect(message?.MessageAttributes?.SenderId?.StringValue).toBe(claim);
});

it("knows the sender of a dead letter", async () => {
  const deadLetters = await createQueue();
  const { Attributes } = await owner.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ["QueueArn"] }),
  );
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 1 });
  const QueueUrl = await createQueue({ VisibilityTimeout: "0", RedrivePolicy });
  const anna = await vend("anna");
  await sqsOf(anna).send(new SendMessageCommand({ QueueUrl, MessageBody: "by anna" }));
  expect(await receive(QueueUrl)).toHaveLength(1);
  expect(await receive(QueueUrl)).toHaveLength(0);
  const given = senderIds(await receive(deadLetters));
  expect(given).toEqual({ "by anna": anna.AssumedRoleUser?.AssumedRoleId });
});

it("gives credentials for an hour, with which no others can be had", async () => {
  const before = Date.now();
  const anna = await vend("anna");
  const seconds = ((anna.Expiration?.getTime() ?? 0) - before) / 1_000;
  expect(seconds).toBeGreaterThanOrEqual(3_599);
  expect(seconds).toBeLessThan(3_660);
  const { region, endpoints } = cloud;
  const asAnna = new STSClient({ region, endpoint: endpoints.sts, credentials: anna.credentials });
  await expect(vend("ben", asAnna)).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(vend("x")).rejects.toMatchObject({ name: "ValidationError" });
});

it("takes no message from who has a session's key and not its token", async () => {
  const QueueUrl = await createQueue();
  const anna = await vend("anna");
  const ben = await vend("ben");
  const { accessKeyId } = anna.credentials;
  const thief = sqsOf({ credentials: { ...ben.credentials, accessKeyId } });
  await expect(thief.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }))).rejects.toMatchObject({
    name: "UnrecognizedClientException",
  });
  expect(await receive(QueueUrl)).toEqual([]);
});
