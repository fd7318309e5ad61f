import { surveyObjectKey, surveySchema } from "@lab/survey-schema";

/** Digits of a timestamp and the ending of an object key. */
const afterOwner = "MMDDYYHHMMSS.json".length;

/**
 * Whose survey an entry of the outbox is, by its id, the survey's object key.
 *
 * @returns `undefined` for what no survey has for an id.
 * @example surveyOwner("0001092821120000.json"); // "0001"
 */
export function surveyOwner(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const user_id = id.slice(0, -afterOwner);
  const timestamp = id.slice(-afterOwner, -".json".length);
  const { shape } = surveySchema;
  const isKey =
    shape.user_id.safeParse(user_id).success &&
    shape.timestamp.safeParse(timestamp).success &&
    surveyObjectKey({ user_id, timestamp }) === id;
  return isKey ? user_id : undefined;
}
