/** What a questionnaire's id, an item's name, a score's name and an option's code look like. */
export const NAME = /^[a-z][a-z0-9_]{0,31}$/;

/** {@link NAME}, in words. */
export const NAME_IN_WORDS = "1 to 32 of a-z 0-9 _, beginning with a letter";

/** The names under which a survey, a participant's record and an export keep something else than answers. */
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
  // a column of the exported data
  "participant",
  "submission_time",
  "received_at",
  "seconds",
  "flags",
  // a property of every JavaScript object
  "constructor",
]);

/** Why no item and no score may have a name; undefined for a name that they may have. */
export function nameProblem(name: string): string | undefined {
  if (!NAME.test(name)) return `the name must be ${NAME_IN_WORDS}`;
  if (reservedNames.has(name)) {
    return "the name is reserved, since surveys, records and exports keep something else under it; choose another";
  }
  // `company__friends` is the column of an option of the item `company`.
  return name.includes("__")
    ? "the name has two underscores in a row, which exports need; use one"
    : undefined;
}

/** The names of what an export and queries have beside the questionnaires. */
const reservedIds: ReadonlySet<string> = new Set([
  "surveys",
  "participants",
  "rejected",
  "adherence",
  "roster",
  "raw",
  "codebook",
  "datapackage",
  "labels",
  "manifest",
  "read",
]);

/** Why no questionnaire may have an id; undefined for one that it may have. */
export function idProblem(id: string): string | undefined {
  if (!NAME.test(id)) return `the id must be ${NAME_IN_WORDS}`;
  return reservedIds.has(id)
    ? "the id is reserved, since exports have something else under it; choose another"
    : undefined;
}

/** The attributes of a participant's record that belong to a questionnaire other than the default. */
export function ownAttributes(id: string): { answers: string; version: string; submissionTime: string } {
  return { answers: `${id}_answers`, version: `${id}_version`, submissionTime: `${id}_submission_time` };
}
