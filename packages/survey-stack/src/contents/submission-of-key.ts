import {
  parseSubmissionKey,
  parseSurveyObjectKey,
  type SubmissionKey,
  submissionKey,
  surveyObjectKey,
} from "@lab/survey-schema";

/**
 * The submission that a key of the surveys bucket belongs to.
 *
 * @returns undefined when it is no key that a survey can have.
 * @example submissionOfKey("0001092821120000.json") // { user_id: "0001", submission_time: "2021-09-28T12:00:00" }
 */
export function submissionOfKey(objectKey: string): SubmissionKey | undefined {
  const identity = parseSurveyObjectKey(objectKey);
  return identity && submissionKey(identity);
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
 * The key of a submission's survey in the surveys bucket. An item of the ledger is unchecked. If no survey
 * can have its key, the result is a key that no object of ours has.
 *
 * @example objectKeyOf({ user_id: "0001", submission_time: "2021-09-28T12:00:00" }) // "0001092821120000.json"
 */
export function objectKeyOf(key: SubmissionKey): string {
  return surveyObjectKey(parseSubmissionKey(key) ?? { ...key, timestamp: key.submission_time });
}
