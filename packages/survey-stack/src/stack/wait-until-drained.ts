import { setTimeout } from "node:timers/promises";
import { readQueueDepth } from "./read-queue-depth.ts";
import type { Stack } from "./stack.ts";
import type { QueueDepth } from "./stack-state.ts";

/** Thrown when a queue still has messages after the time that it was given. */
export class QueueNotDrainedError extends Error {
  override readonly name = "QueueNotDrainedError";
  readonly code = "QUEUE_NOT_DRAINED";
  readonly depth: QueueDepth;

  constructor(depth: QueueDepth, seconds: number) {
    super(`after ${seconds} s the queue still has ${depth.waiting} waiting and ${depth.inFlight} in flight`);
    this.depth = depth;
  }
}

/**
 * Waits until the survey queue has no message left, waiting or in flight.
 *
 * @param options - `timeout` and `interval` in milliseconds.
 * @throws QueueNotDrainedError, or the signal's reason.
 */
export async function waitUntilDrained(
  stack: Stack,
  options: {
    readonly timeout: number;
    readonly interval?: number;
    readonly signal?: AbortSignal;
    readonly onDepth?: (depth: QueueDepth) => void;
  },
): Promise<void> {
  const { timeout, interval = 100, signal, onDepth } = options;
  const end = performance.now() + timeout;
  for (;;) {
    const depth = await readQueueDepth(stack, stack.outputs.queueUrl);
    onDepth?.(depth);
    if (depth.waiting + depth.inFlight === 0) return;
    if (performance.now() > end) throw new QueueNotDrainedError(depth, timeout / 1_000);
    await setTimeout(interval, undefined, signal && { signal });
  }
}
