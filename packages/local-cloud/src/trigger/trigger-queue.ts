import { setTimeout as wait } from "node:timers/promises";
import {
  DeleteMessageBatchCommand,
  type DeleteMessageBatchRequestEntry,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { fullJitter } from "./full-jitter.ts";

/** One message cannot be received more often than ten at a time, nor deleted. */
const MAX_PER_CALL = 10;
const MAX_WAIT_SECONDS = 20;
const DELETE_ATTEMPTS = 5;
/** Before messages are deleted again that SQS would not delete, in milliseconds. */
const backoff = { base: 100, cap: 1_000 };

/** The queue's side of a trigger: takes batches from it and deletes what was processed. */
export class TriggerQueue {
  readonly url: string;
  readonly #sqs: SQSClient;

  constructor(sqs: SQSClient, url: string) {
    this.#sqs = sqs;
    this.url = url;
  }

  /**
   * Waits for messages by long polling and, once there are some, for as many as fit into the batch before the window is
   * over. Returns what it has when it is aborted.
   */
  async takeBatch(batchSize: number, windowSeconds: number, signal: AbortSignal): Promise<Message[]> {
    const messages = await this.#receive(batchSize, MAX_WAIT_SECONDS, signal);
    const deadline = Date.now() + windowSeconds * 1_000;
    while (messages.length > 0 && messages.length < batchSize && !signal.aborted) {
      const secondsLeft = Math.floor((deadline - Date.now()) / 1_000);
      if (secondsLeft <= 0) break;
      const more = await this.#receive(
        batchSize - messages.length,
        Math.min(secondsLeft, MAX_WAIT_SECONDS),
        signal,
      );
      messages.push(...more);
    }
    return messages;
  }

  /**
   * Deletes messages, asking again for those that SQS would not delete.
   *
   * @throws When some are still there after five attempts; they come back after their visibility timeout.
   */
  async delete(messages: readonly Message[]): Promise<void> {
    for (let from = 0; from < messages.length; from += MAX_PER_CALL) {
      const entries = messages
        .slice(from, from + MAX_PER_CALL)
        .map((message, n) => ({ Id: String(n), ReceiptHandle: message.ReceiptHandle }));
      await this.#deleteEntries(entries, 1);
    }
  }

  async #deleteEntries(entries: readonly DeleteMessageBatchRequestEntry[], attempt: number): Promise<void> {
    let left = entries;
    let cause: unknown;
    try {
      const { Failed } = await this.#sqs.send(
        new DeleteMessageBatchCommand({ QueueUrl: this.url, Entries: [...entries] }),
      );
      const failed = new Set((Failed ?? []).map(({ Id }) => Id));
      left = entries.filter(({ Id }) => failed.has(Id));
      cause = Failed;
    } catch (error) {
      cause = error;
    }
    if (left.length === 0) return;
    if (attempt === DELETE_ATTEMPTS) {
      throw new Error(`${left.length} processed messages could not be deleted from ${this.url}`, { cause });
    }
    await wait(fullJitter(attempt - 1, backoff, Math.random()));
    await this.#deleteEntries(left, attempt + 1);
  }

  async #receive(count: number, WaitTimeSeconds: number, signal: AbortSignal): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.url,
      MaxNumberOfMessages: Math.min(count, MAX_PER_CALL),
      WaitTimeSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    try {
      // Each call has a signal of its own, because the SDK leaves its listeners on the signal it is given.
      const { Messages } = await this.#sqs.send(command, { abortSignal: AbortSignal.any([signal]) });
      return Messages ?? [];
    } catch (error) {
      if (signal.aborted) return [];
      throw error;
    }
  }
}
