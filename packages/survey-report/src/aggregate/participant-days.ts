import { type Submission, timeOfSubmission } from "@lab/survey-schema";
import type { Answered } from "../report-data.ts";
import { dayOf } from "./days.ts";
import { dayIn, type StudyWindow } from "./study-window.ts";

/** So many full study days without a survey are silence, while surveys are still expected. */
export const SILENT_AFTER_DAYS = 2;

/**
 * How a participant is doing today. `active` and `silent` take part.
 *
 * - `active`, `silent`: surveys are expected today, and one arrived in the last {@link SILENT_AFTER_DAYS} full days, or none did;
 * - `not_begun`: the first study day is to come, or nobody knows it;
 * - `finished`: the last one is over;
 * - `withdrawn`: the participant has withdrawn.
 */
export type ParticipantState = "active" | "silent" | "not_begun" | "finished" | "withdrawn";

/** The study days of a participant. */
export interface ParticipantDays extends Answered {
  readonly state: ParticipantState;
  /** The study day of each survey, 0 for the first; undefined for one outside them. */
  readonly dayOfEach: readonly (number | undefined)[];
  /** Surveys on each study day that has begun. */
  readonly cells: readonly number[];
  /** How many of them are over. Only these count for `answered` and `expected`. */
  readonly daysOver: number;
  /** How many surveys arrived today. */
  readonly today: number;
  /** The last day on which one arrived, or the day before the first study day. */
  readonly lastDay: number;
}

/**
 * Sorts a participant's surveys into study days, by the date of the device's clock. On a day with more surveys than prompts, all prompts
 * count as answered. Whether somebody is silent is told by when surveys arrived.
 */
export function participantDays(
  submissions: readonly Submission[],
  window: StudyWindow,
  options: { readonly promptsPerDay: number; readonly isWithdrawn: boolean },
): ParticipantDays {
  const { today, start, end } = window;
  const { promptsPerDay } = options;
  const begun = start === undefined ? 0 : Math.max(0, Math.min(end, today) - start + 1);
  const cells = Array.from({ length: begun }, () => 0);
  const dayOfEach = submissions.map((submission) => {
    const day = dayOf(timeOfSubmission(submission)) - (start ?? 0);
    if (cells[day] === undefined) return undefined;
    cells[day]++;
    return day;
  });
  const daysOver = end < today ? begun : Math.max(0, begun - 1);
  const arrived = submissions.map(({ received_at }) => dayIn(Date.parse(received_at), window.offset));
  const lastDay = arrived.reduce((a, b) => Math.max(a, b), (start ?? today) - 1);
  return {
    state: stateOf(window, lastDay, options.isWithdrawn),
    dayOfEach,
    cells,
    daysOver,
    answered: cells.slice(0, daysOver).reduce((sum, cell) => sum + Math.min(cell, promptsPerDay), 0),
    expected: daysOver * promptsPerDay,
    today: arrived.filter((day) => day === today).length,
    lastDay,
  };
}

function stateOf(
  { today, start, end }: StudyWindow,
  lastDay: number,
  isWithdrawn: boolean,
): ParticipantState {
  if (isWithdrawn) return "withdrawn";
  if (start === undefined || today < start) return "not_begun";
  if (today > end) return "finished";
  return today - lastDay > SILENT_AFTER_DAYS ? "silent" : "active";
}
