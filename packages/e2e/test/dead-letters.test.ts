import { hash } from "node:crypto";
import { once } from "node:events";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { undeliveredObjectKey } from "@lab/survey-schema";
import { listUndelivered, readQueueDepth } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import {
  archived,
  giveUpAfterOneReceive,
  hideDeadLettersForASecond,
  takeAway,
  undeliveredAt,
} from "./dead-letters.ts";
import { killWhileBusy } from "./kill-while-busy.ts";
import { startPipeline } from "./pipeline.ts";

const nothing = { waiting: 0, inFlight: 0 };

it("a survey that is given up is archived byte for byte, with its ids, times, sender and attributes", async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  const { queueUrl, queueArn, deadLetterQueueUrl, surveysBucketName } = stack.outputs;
  await giveUpAfterOneReceive(stack);
  const bringBack = await takeAway(stack, surveysBucketName);
  const secret = "only-the-participant-wrote-this 😀";
  const body = ` ${surveyText({ freetext: secret })}\r\n`;
  const givenUp = archived(cloud, 1);
  const before = Date.now();
  const { MessageId = "" } = await stack.sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageAttributes: { app: { DataType: "String", StringValue: "1.2.3" } },
    }),
  );
  const after = Date.now();
  expect(await givenUp).toEqual([MessageId]);

  const { survey } = await undeliveredAt(stack, undeliveredObjectKey(MessageId));
  expect(survey.message).toEqual({
    messageId: MessageId,
    body,
    attributes: {
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      SenderId: expect.stringMatching(/./),
      // The engine counts the receive that moved it, AWS does not.
      ApproximateReceiveCount: expect.stringMatching(/^[23]$/),
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
    },
    messageAttributes: {
      app: { stringValue: "1.2.3", stringListValues: [], binaryListValues: [], dataType: "String" },
    },
    md5OfBody: hash("md5", body),
    md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: stack.outputs.region,
  });
  const sentAt = Number(survey.message.attributes.SentTimestamp);
  expect(sentAt).toBeGreaterThanOrEqual(before);
  expect(sentAt).toBeLessThanOrEqual(after);
  expect(await readQueueDepth(stack, queueUrl)).toEqual(nothing);
  expect(await readQueueDepth(stack, deadLetterQueueUrl)).toEqual(nothing);
  expect(pipeline.logLines.join("\n")).toContain("undelivered survey archived");
  expect(pipeline.logLines.join("\n")).not.toContain(secret);

  await bringBack();
  const { state } = await pipeline.settle();
  expect(state).toMatchObject({ surveys: new Map(), submissions: [], participants: [] });
});

it("dead letters in the middle of a killed archiver come back, and each is archived", async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  await hideDeadLettersForASecond(stack);
  const bodies = Array.from({ length: 200 }, (_, i) => `dead letter ${i}`);
  const givenUp = archived(cloud, bodies.length);
  const killed = killWhileBusy(cloud, cloud.archiver, 5);
  for (let i = 0; i < bodies.length; i += 10) {
    const Entries = bodies.slice(i, i + 10).map((MessageBody, n) => ({ Id: String(n), MessageBody }));
    await stack.sqs.send(
      new SendMessageBatchCommand({ QueueUrl: stack.outputs.deadLetterQueueUrl, Entries }),
    );
  }
  const ids = await givenUp;
  expect(killed.size).toBeGreaterThan(0);
  const documents = await Promise.all(ids.map((id) => undeliveredAt(stack, undeliveredObjectKey(id))));
  expect(documents.map(({ survey }) => survey.message.body).sort()).toEqual(bodies.sort());
  expect(await listUndelivered(stack)).toHaveLength(bodies.length);
  expect(await readQueueDepth(stack, stack.outputs.deadLetterQueueUrl)).toEqual(nothing);
});

it("a dead letter stays in its queue for as long as it cannot be archived", async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  const { deadLetterQueueUrl, rejectedBucketName } = stack.outputs;
  await hideDeadLettersForASecond(stack);
  const bringBack = await takeAway(stack, rejectedBucketName);
  const kept = once(cloud.events, "messagesKept");
  const givenUp = archived(cloud, 1);
  await stack.sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: "{}" }));
  const [{ messageIds }] = await kept;
  await bringBack();
  expect(await givenUp).toEqual(messageIds);
  expect(await listUndelivered(stack)).toMatchObject([{ messageId: messageIds[0], size: 2 }]);
});
