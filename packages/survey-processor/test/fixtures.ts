import { sent } from "@lab/testing/sqs-record";
import type { Clock, Observer, Outcome } from "../src/index.ts";

/** A clock whose sleeps end at once, and are counted; only a batch's deadline never comes. */
export function instantClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => sent + 1_234,
    random: () => 0.5,
    sleep(milliseconds, signal) {
      if (milliseconds < 10_000) {
        slept.push(milliseconds);
        return Promise.resolve();
      }
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    },
  };
}

/** Remembers, by message id, what it was told. */
export function recordingObserver(): Observer & {
  readonly outcomes: Map<string, Outcome>;
  readonly errors: Map<string, unknown>;
  readonly unchanged: unknown[];
} {
  const outcomes = new Map<string, Outcome>();
  const errors = new Map<string, unknown>();
  const unchanged: unknown[] = [];
  return {
    unchanged,
    outcomes,
    errors,
    processed: ({ messageId }, outcome) => void outcomes.set(messageId, outcome),
    failed: ({ messageId }, error) => void errors.set(messageId, error),
    visibilityUnchanged: (error) => void unchanged.push(error),
  };
}
