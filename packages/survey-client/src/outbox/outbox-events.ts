import type { FailedOutcome } from "../send-outcome.ts";
import type { RefusalReason } from "../storage/outbox-storage.ts";
import type { OutboxStorageError } from "./outbox-errors.ts";

/** What came of one flush. */
export interface FlushResult {
  /** Confirmed by the queue, and removed. */
  readonly sent: number;
  /** Put among the refused ones. */
  readonly refused: number;
  /**
   * Surveys that still wait, because they are not confirmed or their file cannot be read, removed or moved
   * just now. The event `failed` names them and the reason.
   */
  readonly failed: number;
  /**
   * Files that still wait, because they are not JSON and have not been seen unchanged for the grace period.
   * Another program may still be writing them. The event `incomplete` names them. An outbox that looks for
   * the first time cannot know more.
   */
  readonly incomplete: number;
  /**
   * Surveys that were not tried and still wait, because the flush ended early. `failure` says why. Absent
   * when there are none.
   */
  readonly untried?: number;
  /**
   * Why the queue did not take surveys, when the reason is not in these surveys. Another try later may help.
   */
  readonly failure?: FailedOutcome;
}

/**
 * What an outbox tells its observers:
 *
 * - `saved`: a survey is on the device, durably;
 * - `sent`: the queue confirmed a survey, and it was removed;
 * - `refused`: a survey can never be sent, and lies among the refused ones;
 * - `failed`: a survey was not confirmed, or its file could not be read, removed or moved, and waits;
 * - `incomplete`: a file is not JSON and waits, since another program may still be writing it. It has been seen unchanged for
 *   `unchangedFor` milliseconds, and is refused once that is `refusedAfter`;
 * - `progress`: the counts of the flush under way, and how many surveys still wait; after every page and at the end;
 * - `next_try`: the background loop tries again at `at` (milliseconds since 1970), after `attempt` failures in a row;
 *   `error` says why it failed.
 */
export type OutboxEvent =
  | { readonly type: "saved"; readonly id: string }
  | { readonly type: "sent"; readonly key: string; readonly messageId: string }
  | { readonly type: "refused"; readonly key: string; readonly reasons: readonly RefusalReason[] }
  | { readonly type: "failed"; readonly key: string; readonly outcome: FailedOutcome }
  | {
      readonly type: "incomplete";
      readonly key: string;
      readonly unchangedFor: number;
      readonly refusedAfter: number;
    }
  | ({ readonly type: "progress"; readonly waiting: number } & FlushResult)
  | {
      readonly type: "next_try";
      readonly at: number;
      readonly attempt: number;
      readonly error: FailedOutcome | OutboxStorageError;
    };

/** Is called with each event of an outbox. */
export type OutboxListener = (event: OutboxEvent) => void;

/** Listeners, called in turn. One that throws harms neither the outbox nor the others. */
export class OutboxObservers {
  readonly #listeners = new Set<OutboxListener>();

  subscribe(listener: OutboxListener): () => void {
    // A function of its own, so that one listener subscribed twice is called twice, and removed one at a time.
    const own: OutboxListener = (event) => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  emit(event: OutboxEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
