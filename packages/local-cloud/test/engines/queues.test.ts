import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { IncomingMessage, ServerResponse } from "node:http";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engines/engine.ts";
import { startMessagingAndStorage } from "../../src/engines/messaging-and-storage-engine.ts";
import { REGION, sqsClient } from "./clients.ts";

let engine: Engine;
let sqs: SQSClient;
let queues = 0;

beforeAll(async () => {
  engine = await startMessagingAndStorage({ region: REGION });
  sqs = sqsClient(engine.endpoint);
});
afterAll(() => engine.close());

async function createQueue(Attributes: Record<string, string> = {}): Promise<string> {
  queues += 1;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${queues}`, Attributes }));
  return QueueUrl ?? "";
}

function send(QueueUrl: string, MessageBody: string): Promise<unknown> {
  return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

async function receive(
  QueueUrl: string,
  WaitTimeSeconds = 0,
  VisibilityTimeout?: number,
): Promise<Message[]> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds,
      VisibilityTimeout,
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages ?? [];
}

async function counts(QueueUrl: string) {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible];
}

/** The next request that comes to the engine, which runs in this process, and its response. */
function nextRequest() {
  const channel = "http.server.request.start";
  return new Promise<{ request: IncomingMessage; response: ServerResponse }>((resolve) => {
    const notice = (message: unknown): void => {
      if (typeof message !== "object" || message === null) return;
      if (!("request" in message && message.request instanceof IncomingMessage)) return;
      if (!("response" in message && message.response instanceof ServerResponse)) return;
      unsubscribe(channel, notice);
      resolve({ request: message.request, response: message.response });
    };
    subscribe(channel, notice);
  });
}

describe("a queue", () => {
  it("has a URL that needs no name resolution", async () => {
    expect(await createQueue()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/queue-\d+$/);
  });

  it("delivers with the attributes that a function is given", async () => {
    const url = await createQueue();
    const before = Date.now();
    await send(url, "hello");
    const [message] = await receive(url, 1);
    expect(message?.Attributes).toEqual({
      SenderId: expect.any(String),
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      ApproximateReceiveCount: "1",
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
    });
    expect(Number(message?.Attributes?.SentTimestamp)).toBeGreaterThanOrEqual(before);
  });

  it("keeps send time and first receipt, and counts receipts, when a message comes back", async () => {
    const url = await createQueue();
    await send(url, "again");
    const [first] = await receive(url, 1);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: first?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    const [second] = await receive(url, 1);
    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.Attributes).toEqual({ ...first?.Attributes, ApproximateReceiveCount: "2" });
  });

  it("does not delete by the receipt handle of an earlier delivery", async () => {
    const url = await createQueue();
    await send(url, "twice");
    const [first] = await receive(url, 1, 0);
    const [second] = await receive(url, 1);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    expect(await counts(url)).toEqual(["0", "1"]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle }));
    expect(await counts(url)).toEqual(["0", "0"]);
  });

  it("moves a message that was received too often, with its id and send time", async () => {
    const deadLetters = await createQueue();
    const arn = `arn:aws:sqs:${REGION}:000000000000:queue-${queues}`;
    const url = await createQueue({
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 1 }),
    });
    await send(url, "poison");
    const [original] = await receive(url, 1, 0);
    expect(await receive(url)).toEqual([]);
    const [dead] = await receive(deadLetters, 1);
    expect(dead).toMatchObject({ MessageId: original?.MessageId, Body: "poison" });
    expect(dead?.Attributes?.SentTimestamp).toBe(original?.Attributes?.SentTimestamp);
  });

  it("counts a message as visible again when its visibility timeout is over, with nobody polling", async () => {
    const url = await createQueue();
    await send(url, "idle");
    const [message] = await receive(url, 1);
    expect(await counts(url)).toEqual(["0", "1"]);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 1,
      }),
    );
    await expect.poll(() => counts(url), { timeout: 50_000 }).toEqual(["1", "0"]);
  });

  it("gives no message to a receiver that hung up", async () => {
    const url = await createQueue();
    const hungUp = new AbortController();
    const received = nextRequest();
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
      abortSignal: hungUp.signal,
    });
    const ended = expect(poll).rejects.toThrow();
    // The engine must have begun to poll, or there is nothing to hang up on, and then have seen that nobody listens.
    const { request, response } = await received;
    if (!request.complete) await once(request, "end");
    await counts(url);
    const seen = once(response, "close");
    hungUp.abort();
    await Promise.all([ended, seen]);
    await send(url, "for the next one");
    expect(await receive(url, 5)).toHaveLength(1);
  });
});

describe("a body", () => {
  it.each([
    ["emoji", "I feel 😀👩‍👩‍👧"],
    ["controls", "tab\tline\nreturn\r"],
    ["edges", "\u{d7ff}\u{e000}\u{fffd}\u{10ffff}"],
  ])("may have %s", async (_, body) => {
    const url = await createQueue();
    await send(url, body);
    expect((await receive(url, 1))[0]?.Body).toBe(body);
  });

  it.each([
    ["a NUL", "\0"],
    ["U+FFFE", "\ufffe"],
  ])("may not have %s", async (_, body) => {
    await expect(send(await createQueue(), body)).rejects.toMatchObject({ name: "InvalidMessageContents" });
  });

  it("is measured in bytes, alone and in a batch", async () => {
    const url = await createQueue();
    const halfAMebibyte = "é".repeat(2 ** 18);
    await expect(send(url, halfAMebibyte + halfAMebibyte)).resolves.toBeDefined();
    await expect(send(url, `${halfAMebibyte}${halfAMebibyte}!`)).rejects.toThrow(
      /shorter than 1048576 bytes/,
    );
    const batch = (tail: string) =>
      sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: [
            { Id: "a", MessageBody: halfAMebibyte },
            { Id: "b", MessageBody: halfAMebibyte + tail },
          ],
        }),
      );
    await expect(batch("")).resolves.toMatchObject({ Successful: [{ Id: "a" }, { Id: "b" }] });
    await expect(batch("!")).rejects.toMatchObject({ name: "BatchRequestTooLong" });
  });
});
