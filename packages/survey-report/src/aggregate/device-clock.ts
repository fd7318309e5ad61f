import { isClockAhead, type Submission, timeOfSubmission } from "@lab/survey-schema";
import type { WrongClock } from "../report-data.ts";
import { momentOf, zoneOffset } from "./days.ts";

const SECOND = 1_000;

/** A survey cannot arrive before it is answered. So much is left to clocks that are nearly right, in milliseconds: five minutes. */
const AHEAD_TOLERANCE = 5 * 60 * SECOND;
/** A survey may arrive late, since a phone is often offline. When not one came within so long, the clock is named: an hour. */
const BEHIND_TOLERANCE = 60 * 60 * SECOND;
/** As long as there are fewer, all of them may have been answered offline. */
const ENOUGH_SURVEYS = 3;

export interface ClockFinding {
  /** Whether a survey said the time zone, so that the clock could be compared. */
  readonly compared: boolean;
  readonly wrong: WrongClock | undefined;
}

/**
 * Compares the clock of a participant's device with the queue's, over all surveys. Where none says its zone, only a clock that is more
 * than a day ahead can be told.
 */
export function deviceClock(participant: string, submissions: readonly Submission[]): ClockFinding {
  const delays = submissions.flatMap((submission) => {
    const offset = zoneOffset(submission.timezone ?? submission.utc_offset);
    if (offset === undefined) return isClockAhead(submission) ? [delayOf(submission, () => 0)] : [];
    return [delayOf(submission, offset)];
  });
  const compared = submissions.some(({ timezone, utc_offset }) => zoneOffset(timezone ?? utc_offset));
  const soonest = delays.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const isAhead = soonest < -AHEAD_TOLERANCE;
  const isBehind = delays.length >= ENOUGH_SURVEYS && soonest > BEHIND_TOLERANCE;
  if (!isAhead && !isBehind) return { compared, wrong: undefined };
  const aheadSeconds = -Math.round(soonest / SECOND);
  return { compared, wrong: { participant, surveys: delays.length, aheadSeconds } };
}

/** How long after it was answered, by the device's clock, the queue took a survey. */
function delayOf(submission: Submission, offset: Parameters<typeof momentOf>[1]): number {
  return Date.parse(submission.received_at) - momentOf(timeOfSubmission(submission), offset);
}
