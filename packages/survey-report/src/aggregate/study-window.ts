import type { RosterEntry } from "@lab/survey-export";
import type { StudyPlan, Withdrawal } from "@lab/survey-schema";
import { isClockAhead, type Submission, timeOfSubmission } from "@lab/survey-schema";
import { dayAt, dayOf, type Offset, offsetIn } from "./days.ts";

/** When a participant takes part. Days are numbers as of `dayOf`, where the participant is. */
export interface StudyWindow {
  readonly today: number;
  readonly offset: Offset;
  /** Undefined: nobody knows yet. */
  readonly start: number | undefined;
  /** The last day on which surveys are expected. */
  readonly end: number;
}

/**
 * When a participant takes part: by the roster, else from the first survey on, for as many days as the plan says. From the day on which
 * somebody withdraws, nothing is expected.
 *
 * @param submissions - the oldest first. Those whose clock is surely ahead do not tell when a participant began.
 */
export function studyWindow(
  submissions: readonly Submission[],
  {
    plan,
    now,
    entry = {},
    withdrawal,
  }: {
    readonly plan: StudyPlan;
    readonly now: Date;
    readonly entry?: RosterEntry | undefined;
    readonly withdrawal?: Withdrawal | undefined;
  },
): StudyWindow {
  const newest = submissions.at(-1);
  const offset = offsetIn(entry.timezone ?? newest?.timezone ?? newest?.utc_offset);
  const today = dayIn(now.getTime(), offset);
  const first = submissions.find((one) => !isClockAhead(one));
  // With a clock that is wrong in every survey, the queue's tells at least when the first arrived.
  const begun = entry.start ?? (first ? timeOfSubmission(first) : submissions.at(0)?.received_at);
  const start = begun === undefined ? undefined : dayOf(begun);
  const planned = entry.end === undefined ? (start ?? today) + plan.days - 1 : dayOf(entry.end);
  const last =
    withdrawal === undefined ? planned : Math.min(planned, dayIn(Date.parse(withdrawal.at), offset) - 1);
  return { today, offset, start, end: last };
}

/** The day on which a moment is, in a zone. */
export function dayIn(moment: number, offset: Offset): number {
  return dayAt(moment, offset(moment));
}
