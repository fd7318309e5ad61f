import { parseSurveyObjectKey } from "@lab/survey-schema";

/**
 * Whose survey an entry of the outbox is, by its id, the survey's object key.
 *
 * @returns `undefined` for what no survey has for an id.
 * @example surveyOwner("0001092821120000.json"); // "0001"
 */
export function surveyOwner(id: string | undefined): string | undefined {
  return id === undefined ? undefined : parseSurveyObjectKey(id)?.user_id;
}
