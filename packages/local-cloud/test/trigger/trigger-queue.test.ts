import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engines/engine.ts";
import { startMessagingAndStorage } from "../../src/engines/messaging-and-storage-engine.ts";
import { TriggerQueue } from "../../src/trigger/trigger-queue.ts";
import { REGION, sqsClient } from "../engines/clients.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await startMessagingAndStorage({ region: REGION });
});
afterAll(() => engine.close());

async function queueWithOneMessage(sqs: SQSClient, QueueName: string) {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  return { queue: new TriggerQueue(sqs, QueueUrl), messages: Messages };
}

/** Answers the first deletions as SQS does when it could not delete a message. */
function refuseDeletions(sqs: SQSClient, count: number): { refused: () => number } {
  let refused = 0;
  sqs.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== "DeleteMessageBatchCommand" || refused === count) return next(args);
      refused += 1;
      const Failed = [{ Id: "0", Code: "InternalError", SenderFault: false }];
      return { response: {}, output: { $metadata: {}, Successful: [], Failed } };
    },
    { step: "initialize" },
  );
  return { refused: () => refused };
}

describe("a trigger's queue", () => {
  it("asks again when a message was not deleted", async () => {
    const sqs = sqsClient(engine.endpoint);
    const { queue, messages } = await queueWithOneMessage(sqs, "stubborn");
    const deletions = refuseDeletions(sqs, 2);
    await queue.delete(messages);
    expect(deletions.refused()).toBe(2);
  });

  it("gives up after five attempts and says so", async () => {
    const sqs = sqsClient(engine.endpoint);
    const { queue, messages } = await queueWithOneMessage(sqs, "hopeless");
    refuseDeletions(sqs, 99);
    await expect(queue.delete(messages)).rejects.toThrow(/1 processed messages could not be deleted/);
  });
});
