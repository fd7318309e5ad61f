/** What a questionnaire's id, an item's name, a score's name and an option's code look like. */
export const NAME = /^[a-z][a-z0-9_]{0,31}$/;

/** {@link NAME}, in words. */
export const NAME_IN_WORDS = "1 to 32 of a-z 0-9 _, beginning with a letter";

/** The names under which a survey and a participant's record keep something else than answers. */
const reservedNames: ReadonlySet<string> = new Set([
  // a survey, as it is sent
  "user_id",
  "timestamp",
  "time_elapsed",
  "questionnaire",
  "timezone",
  "utc_offset",
  "scheduled_at",
  "notified_at",
  "started_at",
  // a participant's record
  "num_submission",
  "last_submission_time",
  "withdrawal",
  "version",
  "format",
  // a property of every JavaScript object
  "constructor",
]);

/** Whether no item may have a name, since a survey or a record keeps something else under it. */
export function isReservedName(name: string): boolean {
  return reservedNames.has(name);
}

/** The attributes of a participant's record that belong to a questionnaire other than the default. */
export function ownAttributes(id: string): { answers: string; version: string; submissionTime: string } {
  return { answers: `${id}_answers`, version: `${id}_version`, submissionTime: `${id}_submission_time` };
}
