import type { ReadRow } from "./read-export.ts";

/** The options of multiple choices, by questionnaire and item, as the study's definitions name them. */
const options: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  momentary: { company: ["alone", "partner", "family", "friends", "others"] },
};

/**
 * The row that an accepted survey must become, derived from its JSON by hand. What only the stack knows, such as when the queue took
 * it, is not among it.
 */
export function expectedRow(text: string): ReadRow {
  const survey = JSON.parse(text);
  const [, id = "daily", version = "1"] = /^(\w+)@(\d+)$/.exec(survey.questionnaire ?? "") ?? [];
  const [month, day, year, hour, minute, second] = survey.timestamp.match(/../g);
  const row: Record<string, unknown> = {
    participant: survey.user_id,
    submission_time: `20${year}-${month}-${day}T${hour}:${minute}:${second}`,
    questionnaire: id,
    version: Number(version),
    seconds: survey.time_elapsed,
  };
  const { user_id: _, timestamp: _t, time_elapsed: _e, questionnaire: _q, ...answers } = survey;
  for (const [name, answer] of Object.entries(answers)) {
    const codes = options[id]?.[name];
    if (codes === undefined) row[name] = answer;
    else
      for (const code of codes)
        row[`${name}__${code}`] = Array.isArray(answer) && answer.includes(code) ? 1 : 0;
  }
  return row;
}
