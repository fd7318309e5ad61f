import { PutObjectCommand } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { LocalFunction } from "@lab/local-cloud";
import { redrivenObjectKey, undeliveredObjectKey } from "@lab/survey-schema";
import { openStack, redriveAll } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { startFaultProxies, type WireRequest } from "../faults/fault-proxy.ts";
import { connectionCut } from "../faults/faults.ts";
import { type SqsRecord, sqsRecord } from "../faults/sqs-record.ts";
import { keyOf, type Pipeline, startPipeline } from "../pipeline.ts";
import { startRecorded } from "./recorded-function.ts";
import { type Right, rightsOf } from "./rights-of-request.ts";
import { compare, rightsOfRole } from "./rights-of-role.ts";

/** What Lambda does in a function's role: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
function rightsOfLambda({ declaration }: LocalFunction, queueArn: string): readonly Right[] {
  const { region, logGroupName } = declaration;
  const stream = `arn:aws:logs:${region}:000000000000:log-group:${logGroupName}:log-stream:2026/11/24/[$LATEST]1a2b`;
  return [
    ...["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].map((name) => ({
      action: `sqs:${name}`,
      arn: queueArn,
    })),
    ...["CreateLogStream", "PutLogEvents"].map((name) => ({ action: `logs:${name}`, arn: stream })),
  ];
}

/** Sends bodies and receives them as the trigger does, which does not run. */
async function deliver({ stack, send }: Pipeline, bodies: readonly string[]): Promise<readonly SqsRecord[]> {
  await send(bodies);
  const { queueUrl: QueueUrl, queueArn } = stack.outputs;
  const { Messages = [] } = await stack.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] }),
  );
  expect(Messages).toHaveLength(bodies.length);
  return Messages.map((message) => sqsRecord(message, queueArn));
}

function expectNothingOverwritten(requests: readonly WireRequest[]): void {
  const puts = requests.filter(({ operation }) => operation === "PutObject");
  expect(puts.length).toBeGreaterThan(0);
  for (const { headers, path } of puts) expect(headers["if-none-match"], path).toBe("*");
}

const operations = (requests: readonly WireRequest[]) =>
  [...new Set(requests.map(({ operation }) => operation))].toSorted();

it("the processor calls, on all its paths, exactly what its role allows", async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  await cloud.trigger.stop();
  await using processor = await startRecorded(cloud, cloud.processor);
  const { requests, proxies } = processor;

  const newer = surveyText();
  const older = surveyText({ timestamp: "092721120000" });
  // Without the hash in its metadata, the object is read.
  const bare = surveyText({ user_id: "bare" });
  const at = { Bucket: stack.outputs.surveysBucketName, Key: keyOf(bare) };
  await stack.s3.send(new PutObjectCommand({ ...at, Body: bare }));
  for (const bodies of [
    [newer, "no JSON", surveyText({ time_elapsed: 1 }), bare],
    [older, newer, surveyText({ q1: 1 }), surveyText({ user_id: "bare", q1: 1 })],
  ]) {
    expect(await processor.invoke(await deliver(pipeline, bodies))).toEqual({ batchItemFailures: [] });
  }
  proxies.inject({ fault: connectionCut, when: ({ service }) => service === "dynamodb" });
  const [failing] = await deliver(pipeline, [surveyText({ user_id: "later" })]);
  expect(await processor.invoke(failing === undefined ? [] : [failing])).toEqual({
    batchItemFailures: [{ itemIdentifier: failing?.messageId }],
  });
  proxies.heal();

  expect(operations(requests)).toEqual([
    "BatchGetItem",
    "ChangeMessageVisibilityBatch",
    "GetObject",
    "HeadObject",
    "PutObject",
    "TransactWriteItems",
  ]);
  expectNothingOverwritten(requests);
  const done = requests.flatMap((request) => rightsOf(request, cloud.region));
  const needed = [...done, ...rightsOfLambda(cloud.processor, stack.outputs.queueArn)];
  expect(compare(needed, rightsOfRole(cloud, cloud.processor))).toEqual({ missing: [], unused: [] });
});

it("the archiver calls exactly what its role allows", async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  await cloud.trigger.stop();
  const withdrawal = { mode: "erase", at: new Date().toISOString(), by: "anna@lab" };
  const gone = { user_id: "gone", num_submission: 0, format: 1, withdrawal };
  await stack.dynamodb.send(new PutCommand({ TableName: stack.outputs.participantsTableName, Item: gone }));
  await using archiver = await startRecorded(cloud, cloud.archiver);
  const records = await deliver(pipeline, [surveyText(), "no JSON", surveyText({ user_id: "gone" })]);
  // The second time, all keys are taken.
  for (let time = 0; time < 2; time++) {
    expect(await archiver.invoke(records)).toEqual({ batchItemFailures: [] });
  }
  expect(operations(archiver.requests)).toEqual(["BatchGetItem", "PutObject"]);
  expectNothingOverwritten(archiver.requests);
  const done = archiver.requests.flatMap((request) => rightsOf(request, cloud.region));
  const needed = [...done, ...rightsOfLambda(cloud.archiver, cloud.deadLetterTrigger.declaration.queueArn)];
  expect(compare(needed, rightsOfRole(cloud, cloud.archiver))).toEqual({ missing: [], unused: [] });
});

it("redriving overwrites nothing: the buckets would deny it", async () => {
  await using pipeline = await startPipeline();
  const { cloud } = pipeline;
  await cloud.trigger.stop();
  const [record] = await deliver(pipeline, [surveyText()]);
  const id = record?.messageId ?? "";
  expect(await cloud.archiver.invoke({ Records: [record] })).toEqual({ batchItemFailures: [] });

  const requests: WireRequest[] = [];
  await using proxies = await startFaultProxies(cloud.endpoints, (request) => void requests.push(request));
  const stack = openStack({ ...cloud, endpoints: { ...cloud.endpoints, s3: proxies.endpoints.s3 } });
  expect(await redriveAll(stack, [id])).toMatchObject([{ status: "redriven" }]);
  stack.close();
  expectNothingOverwritten(requests);
  const paths = requests.map(({ operation, path }) => `${operation} ${path.split("/").slice(2).join("/")}`);
  expect(paths).toEqual([
    `GetObject ${undeliveredObjectKey(id)}`,
    `PutObject ${redrivenObjectKey(id)}`,
    `DeleteObject ${undeliveredObjectKey(id)}`,
  ]);
});
