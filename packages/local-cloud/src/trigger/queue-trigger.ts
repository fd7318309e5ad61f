import { setTimeout as wait } from "node:timers/promises";
import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import { readBatchResponse } from "./batch-response.ts";
import type { CloudEvents } from "./cloud-events.ts";
import { fullJitter } from "./full-jitter.ts";
import { FunctionError } from "./function-error.ts";
import type { LocalFunction } from "./local-function.ts";
import { splitByPayload, sqsEvent } from "./sqs-event.ts";
import { TriggerQueue } from "./trigger-queue.ts";

/** Before a queue that failed is polled again, in milliseconds. */
const backoff = { base: 200, cap: 5_000 };

/** An event source mapping as the Pulumi program declares it. */
export interface TriggerDeclaration {
  readonly queueUrl: string;
  readonly queueArn: string;
  /** Messages in one invocation, at most. */
  readonly batchSize: number;
  /** Seconds to wait for a batch to fill up, once it has a first message. */
  readonly batchingWindowSeconds: number;
  /** Invocations at the same time, at most. */
  readonly maximumConcurrency: number;
  /** Whether the function's response can name single messages that failed. */
  readonly reportBatchItemFailures: boolean;
}

/** One stretch of polling, from start to stop. */
interface Run {
  readonly polling: AbortController;
  lanes: number;
}

/**
 * Feeds a function from a queue as Lambda's event source mapping does: long polling, batches, more of them at
 * the same time while there is a backlog. Messages that the function processed are deleted. All others stay
 * and come back after the queue's visibility timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export class QueueTrigger {
  readonly target: LocalFunction;
  /** The tags that Lambda keeps with a trigger. Nothing here reads them. */
  readonly tags = new Map<string, string>();
  readonly #queue: TriggerQueue;
  readonly #events: CloudEvents;
  readonly #lanes = new Set<Promise<void>>();
  #declaration: TriggerDeclaration;
  #run: Run | undefined;

  constructor(declaration: TriggerDeclaration, target: LocalFunction, sqs: SQSClient, events: CloudEvents) {
    this.#declaration = declaration;
    this.target = target;
    this.#queue = new TriggerQueue(sqs, declaration.queueUrl);
    this.#events = events;
  }

  get declaration(): TriggerDeclaration {
    return this.#declaration;
  }

  /** Whether it takes messages from the queue. */
  get running(): boolean {
    return this.#run !== undefined;
  }

  /** Starts polling; no effect while it runs. */
  start(): void {
    if (this.#run !== undefined) return;
    this.#run = { polling: new AbortController(), lanes: 0 };
    this.#addLane(this.#run);
  }

  /** Stops polling at once, then waits until every batch in flight is processed. It can be started again. */
  async stop(): Promise<void> {
    this.#run?.polling.abort();
    this.#run = undefined;
    await Promise.all(this.#lanes);
  }

  /**
   * Continues with another declaration for the same queue. Batches in flight finish with the old one. A
   * stopped trigger stays stopped.
   */
  async reconfigure(declaration: TriggerDeclaration): Promise<void> {
    const { running } = this;
    await this.stop();
    this.#declaration = declaration;
    if (running) this.start();
  }

  /**
   * A lane polls, invokes and deletes, one batch after another. So the number of lanes is the number of
   * concurrent invocations.
   */
  #addLane(run: Run): void {
    const limit = Math.min(this.declaration.maximumConcurrency, this.target.maxWorkers);
    if (run.polling.signal.aborted || run.lanes >= limit) return;
    run.lanes += 1;
    const lane = this.#runLane(run);
    this.#lanes.add(lane);
    void lane.then(() => this.#lanes.delete(lane));
  }

  async #runLane(run: Run): Promise<void> {
    const { signal } = run.polling;
    const { batchSize, batchingWindowSeconds } = this.declaration;
    for (let failures = 0; !signal.aborted; ) {
      try {
        const messages = await this.#queue.takeBatch(batchSize, batchingWindowSeconds, signal);
        failures = 0;
        if (messages.length === 0 && run.lanes > 1) {
          run.lanes -= 1;
          return;
        }
        // A full batch means that there may be more where it came from.
        if (messages.length >= Math.min(batchSize, 10)) this.#addLane(run);
        for (const part of splitByPayload(messages, this.declaration.queueArn)) await this.#process(part);
      } catch (error) {
        failures += 1;
        this.#events.emit("queueFailed", { ...this.#about(), error });
        await pause(fullJitter(failures - 1, backoff, Math.random()), signal);
      }
    }
  }

  async #process(messages: readonly Message[]): Promise<void> {
    const ids = messages.map(({ MessageId }) => MessageId ?? "");
    this.#events.emit("messagesReceived", { ...this.#about(), messageIds: ids });
    const { kept, reason } = await this.#invoke(messages, ids);
    const processed = messages.filter(({ MessageId }) => !kept.includes(MessageId ?? ""));
    if (kept.length > 0) this.#events.emit("messagesKept", { ...this.#about(), messageIds: kept, reason });
    if (processed.length === 0) return;
    await this.#queue.delete(processed);
    const messageIds = processed.map(({ MessageId }) => MessageId ?? "");
    this.#events.emit("messagesDeleted", { ...this.#about(), messageIds });
  }

  async #invoke(messages: readonly Message[], ids: readonly string[]) {
    const { queueArn, reportBatchItemFailures } = this.declaration;
    try {
      const response = await this.target.invoke(sqsEvent(messages, queueArn));
      return reportBatchItemFailures ? readBatchResponse(response, ids) : { kept: [], reason: "" };
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return { kept: ids, reason: `the function failed: ${error.errorType}` };
    }
  }

  #about(): { functionName: string; queueArn: string } {
    return { functionName: this.target.declaration.name, queueArn: this.declaration.queueArn };
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => {});
}
