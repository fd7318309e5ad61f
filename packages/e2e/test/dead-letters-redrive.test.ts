import { createServer } from "node:http";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { redrivenObjectKey, undeliveredObjectKey } from "@lab/survey-schema";
import {
  listUndelivered,
  openStack,
  type RedriveOutcome,
  readQueueDepth,
  redriveAll,
  redriveSurvey,
  type Stack,
} from "@lab/survey-stack";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { archived, giveUpAfterOneReceive, takeAway, undeliveredAt } from "./dead-letters.ts";
import { keyOf, type Pipeline, startPipeline, timestampOf } from "./pipeline.ts";

const DAY = 86_400_000;

/** Archives bodies as if they had been sent at that time, and given up since. */
async function archive({ cloud, stack }: Pipeline, bodies: readonly string[], sentAt = Date.now()) {
  const records = bodies.map((body, i) =>
    sqsRecord(`00000000-0000-4000-8000-${String(i).padStart(12, "0")}`, body, {
      attributes: {
        SentTimestamp: String(sentAt),
        SenderId: "AROAEXAMPLE:participant-0001",
        ApproximateReceiveCount: "201",
        ApproximateFirstReceiveTimestamp: String(sentAt + 5),
      },
      eventSourceARN: cloud.deadLetterTrigger.declaration.queueArn,
      awsRegion: stack.outputs.region,
    }),
  );
  expect(await cloud.archiver.invoke({ Records: records })).toEqual({ batchItemFailures: [] });
  return records.map(({ messageId }) => messageId);
}

const read = (stack: Stack, messageId: string) => undeliveredAt(stack, undeliveredObjectKey(messageId));

describe("a survey that was given up and is redriven", () => {
  it("ends, however often that fails, in the bytes that were sent, stored and counted once", async () => {
    await using pipeline = await startPipeline();
    const { cloud, stack } = pipeline;
    await giveUpAfterOneReceive(stack);
    const bringBack = await takeAway(stack, stack.outputs.surveysBucketName);
    const body = ` ${surveyText({ freetext: "late, but here 😀" })}\r\n`;
    const givenUp = archived(cloud, 1);
    await pipeline.send([body]);
    const [messageId = ""] = await givenUp;
    const before = await read(stack, messageId);

    for (let time = 0; time < 2; time++) {
      const [failed] = await redriveAll(stack, [messageId]);
      expect(failed).toMatchObject({ status: "failed", reason: expect.stringContaining("NoSuchBucket") });
      expect((await read(stack, messageId)).text).toBe(before.text);
    }
    await bringBack();
    expect(await listUndelivered(stack)).toEqual([
      {
        messageId,
        firstSent: new Date(Number(before.survey.message.attributes.SentTimestamp)).toISOString(),
        receives: Number(before.survey.message.attributes.ApproximateReceiveCount),
        size: Buffer.byteLength(body),
        archivedAt: before.survey.archived_at,
      },
    ]);
    expect(await redriveAll(stack, [messageId])).toEqual([
      { messageId, status: "redriven", verdict: "accepted" },
    ]);

    const { state, receipt } = await pipeline.settle();
    expect(receipt).toMatchObject({ sent: 1, accepted: 1, sumOfCounts: 1, differences: [] });
    expect(state.surveys).toEqual(new Map([[keyOf(body), body]]));
    expect(await listUndelivered(stack)).toEqual([]);
    expect(await undeliveredAt(stack, redrivenObjectKey(messageId))).toEqual(before);
    expect(await redriveAll(stack, [messageId])).toEqual([{ messageId, status: "missing" }]);
  });

  it("stays in the dead-letter queue while DynamoDB is away, and is then archived, redriven and counted once", async () => {
    // The function's shortest timeout, which asks for more receives; an outage uses all of it.
    await using pipeline = await startPipeline({
      config: { functionTimeoutSeconds: "10", maxReceiveCount: "491" },
    });
    const { cloud, stack } = pipeline;
    await giveUpAfterOneReceive(stack);
    const givenUp = archived(cloud, 1);
    {
      using _ = cloud.freezeDynamodb();
      await pipeline.send([surveyText()]);
      const deadLetters = async () => {
        const { waiting, inFlight } = await readQueueDepth(stack, stack.outputs.deadLetterQueueUrl);
        return waiting + inFlight;
      };
      await expect.poll(deadLetters, { timeout: 60_000, interval: 100 }).toBe(1);
      expect(await listUndelivered(stack)).toEqual([]);
    }
    expect(await redriveAll(stack, await givenUp)).toMatchObject([{ status: "redriven" }]);
    const { receipt } = await pipeline.settle();
    expect(receipt).toMatchObject({ sent: 1, accepted: 1, ledgerItems: 1, sumOfCounts: 1, differences: [] });
  });

  it("is counted once after 20 days, when it was sent again since, and when two redrive it at once", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    const bodies = Array.from({ length: 12 }, (_, i) => surveyText({ timestamp: timestampOf(i) }));
    const ids = await archive(pipeline, bodies, Date.now() - 20 * DAY);
    await pipeline.send(bodies.slice(0, 3));
    await pipeline.settle();
    const outcomes = (await Promise.all([redriveAll(stack, ids), redriveAll(stack, ids)])).flat();
    expect(outcomes.filter(({ status }) => status === "failed")).toEqual([]);
    expect(new Set(outcomes.map(({ messageId }) => messageId))).toEqual(new Set(ids));
    const { state } = await pipeline.settle();
    expect([...state.surveys.values()].sort()).toEqual(bodies.sort());
    expect(state.submissions).toHaveLength(12);
    expect(state.participants).toMatchObject([{ num_submission: 12 }]);
  });

  it("is rejected with its reasons, under the date on which it was first sent", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    const sentAt = Date.now() - 20 * DAY;
    const [messageId = ""] = await archive(pipeline, ["no survey"], sentAt);
    expect(await redriveSurvey(stack, messageId)).toMatchObject({ status: "redriven", verdict: "rejected" });
    const { state } = await pipeline.settle();
    const day = new Date(sentAt).toISOString().slice(0, 10);
    expect([...state.rejected]).toMatchObject([
      [`${day}/${messageId}.json`, { body: "no survey", reasons: [{ code: "not_json" }] }],
    ]);
  });

  it("was redriven by someone who was interrupted before moving it: nothing is counted twice", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    const [messageId = ""] = await archive(pipeline, [surveyText()]);
    const { text } = await read(stack, messageId);
    await redriveSurvey(stack, messageId);
    const put = { Bucket: stack.outputs.rejectedBucketName, Key: undeliveredObjectKey(messageId) };
    await stack.s3.send(new PutObjectCommand({ ...put, Body: text }));
    expect(await redriveSurvey(stack, messageId)).toMatchObject({ status: "redriven", verdict: "duplicate" });
    const { state } = await pipeline.settle();
    expect(state.participants).toMatchObject([{ num_submission: 1 }]);
    expect(await listUndelivered(stack)).toEqual([]);
  });
});

/** A stack whose function answers so, whatever it is given. */
async function withAnswer(
  { cloud }: Pipeline,
  body: string,
  headers: Record<string, string> = {},
): Promise<{ stack: Stack } & AsyncDisposable> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, headers).end(body));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const endpoints = { ...cloud.endpoints, lambda: `http://127.0.0.1:${port}` };
  const stack = openStack({ ...cloud, endpoints });
  return {
    stack,
    async [Symbol.asyncDispose]() {
      stack.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

const failedHeaders = { "x-amz-function-error": "Unhandled" };

describe("a survey stays undelivered", () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline[Symbol.asyncDispose]());

  it.each<[string, string, Record<string, string>, RegExp]>([
    ["nothing", "", {}, /not a processor's/],
    ["null, which a queue would take for success", "null", {}, /not a processor's/],
    ["another function's answer", '{"ok":true}', {}, /not a processor's/],
    ["a malformed list", '{"batchItemFailures":[{}]}', {}, /not a processor's/],
    ["a failure without a word of why", '{"batchItemFailures":[{"itemIdentifier":"x"}]}', {}, /log says why/],
    [
      "an error that it threw, whose message could quote an answer",
      '{"errorType":"SyntaxError","errorMessage":"SECRET"}',
      failedHeaders,
      /^the processor failed: SyntaxError$/,
    ],
    [
      "no answer in time",
      '{"errorType":"Sandbox.Timedout","errorMessage":"timed out after 30.00 seconds"}',
      failedHeaders,
      /Sandbox.Timedout: timed out after 30/,
    ],
  ])("when the function gives %s", async (_, body, headers, reason) => {
    const [messageId = ""] = await archive(pipeline, [surveyText()]);
    const before = await read(pipeline.stack, messageId);
    await using answering = await withAnswer(pipeline, body, headers);
    const outcome: RedriveOutcome = await redriveSurvey(answering.stack, messageId);
    expect(outcome).toMatchObject({ status: "failed", reason: expect.stringMatching(reason) });
    expect(await read(pipeline.stack, messageId)).toEqual(before);
  });

  it("when it is not what the archiver wrote: it is listed as such, and left alone", async () => {
    const { stack } = pipeline;
    const put = { Bucket: stack.outputs.rejectedBucketName, Key: undeliveredObjectKey("stray") };
    await stack.s3.send(new PutObjectCommand({ ...put, Body: "SECRET" }));
    const unreadable = "the object undelivered/stray.json is not an undelivered survey";
    const ids = ["stray", "absent"];
    expect(await listUndelivered(stack, { ids })).toEqual([{ messageId: "stray", unreadable }]);
    const outcome = await redriveSurvey(stack, "stray");
    expect(outcome).toMatchObject({ status: "failed", reason: expect.stringContaining(unreadable) });
    expect(await listUndelivered(stack, { ids })).toHaveLength(1);
  });
});
