import { type SubmissionKey, submissionKey, submissionTime, surveyObjectKey } from "@lab/survey-schema";

const SURVEY_KEY = /^([A-Za-z0-9_-]{1,64})(\d{12})\.json$/;

/**
 * Which submission a key of the surveys bucket is that of.
 *
 * @returns undefined when it is no key that a survey can have.
 * @example submissionOfKey("0001092821120000.json") // { user_id: "0001", submission_time: "2021-09-28T12:00:00" }
 */
export function submissionOfKey(objectKey: string): SubmissionKey | undefined {
  const [, user_id, timestamp] = SURVEY_KEY.exec(objectKey) ?? [];
  if (user_id === undefined || timestamp === undefined) return undefined;
  return submissionTime(timestamp) === undefined ? undefined : submissionKey({ user_id, timestamp });
}

/** The key of an item of the ledger as DynamoDB gives it, unchecked. */
export function keyOfItem(item: Readonly<Record<string, unknown>>): SubmissionKey {
  return { user_id: String(item.user_id), submission_time: String(item.submission_time) };
}

/** A submission's key as one text, to look it up by. */
export function lookupKey({ user_id, submission_time }: SubmissionKey): string {
  return `${user_id} ${submission_time}`;
}

/**
 * The key of a submission's survey in the surveys bucket.
 *
 * @example objectKeyOf({ user_id: "0001", submission_time: "2021-09-28T12:00:00" }) // "0001092821120000.json"
 */
export function objectKeyOf({ user_id, submission_time }: SubmissionKey): string {
  const [year = "", month = "", day = "", ...time] = submission_time.split(/[-T:]/);
  return surveyObjectKey({ user_id, timestamp: `${month}${day}${year.slice(2)}${time.join("")}` });
}
