import { timeOfSubmission } from "../stored/keys.ts";
import type { Submission } from "../stored/submission.ts";

/**
 * How far a device's time may be ahead of the queue's before the device's clock must be wrong, in milliseconds: 24 hours.
 *
 * A survey's time is local and says no zone, so it is compared as if it were UTC. No place on Earth is more than 14 hours ahead of
 * UTC, and a survey is answered before the queue takes it. What is ahead by more than 14 hours is therefore wrong. The other ten
 * hours leave room for a clock that is set by hand, so that only what is surely wrong is named.
 */
export const MAX_CLOCK_LEAD = 24 * 3_600_000;

/**
 * Whether a survey was answered, by its device's clock, more than {@link MAX_CLOCK_LEAD} after the queue took it. It stays the
 * participant's newest until that time has passed, since "newest" is by the device's clock.
 *
 * @example
 * isClockAhead({ submission_time: "2099-01-01T00:00:00", received_at: "2026-03-02T12:00:00.000Z" }); // true
 */
export function isClockAhead({
  submission_time,
  received_at,
}: Pick<Submission, "submission_time" | "received_at">): boolean {
  return Date.parse(`${timeOfSubmission({ submission_time })}Z`) - Date.parse(received_at) > MAX_CLOCK_LEAD;
}
