import type { Questionnaire } from "../questionnaire/questionnaire.ts";

/** A survey that the judge rejects, and why. */
export interface BrokenSurvey {
  /** The fields of the survey, as it is sent. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly code: "too_fast" | "no_text" | "failed_check" | "malformed";
}

/**
 * Makes surveys that are rejected of one that is accepted, one for each way in which its questionnaire can reject it. There is always one
 * that is malformed.
 *
 * @param fields - the accepted survey.
 * @example breakRules(daily, survey).map(({ code }) => code) // ["too_fast", "no_text", "malformed"]
 */
export function breakRules(
  { items, rules }: Questionnaire,
  fields: Readonly<Record<string, unknown>>,
): BrokenSurvey[] {
  const { consequences, minSeconds } = rules;
  const broken: BrokenSurvey[] = [];
  if (minSeconds !== undefined && consequences.too_fast === "reject") {
    broken.push({ code: "too_fast", fields: { ...fields, time_elapsed: minSeconds } });
  }
  const answered = items.filter(({ name }) => Object.hasOwn(fields, name));
  const text = answered.find(({ kind, required }) => kind === "text" && required);
  if (text !== undefined && consequences.no_text === "reject") {
    broken.push({ code: "no_text", fields: { ...fields, [text.name]: " " } });
  }
  const check = answered.find((item) => item.kind === "likert" && item.expect !== undefined);
  if (check?.kind === "likert" && consequences.failed_check === "reject") {
    const wrong = check.expect === 1 ? 2 : 1;
    broken.push({ code: "failed_check", fields: { ...fields, [check.name]: wrong } });
  }
  // No item takes an answer of this form.
  const [first] = answered.length > 0 ? answered : items;
  if (first !== undefined) broken.push({ code: "malformed", fields: { ...fields, [first.name]: {} } });
  return broken;
}
