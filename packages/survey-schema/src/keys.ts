import type { SurveyIdentity } from "./survey.ts";
import { submissionTime } from "./timestamp.ts";

/** The key of a submission in the submissions table. */
export interface SubmissionKey {
  readonly user_id: string;
  /** ISO 8601, the device's local time, no zone: `2021-09-28T12:00:00`. */
  readonly submission_time: string;
}

/**
 * The key of a survey in the surveys bucket. The timestamp always has 12 digits, so no two surveys share a key unless
 * participant and second are the same.
 *
 * @example
 * surveyObjectKey({ user_id: "0001", timestamp: "092821120000" }); // "0001092821120000.json"
 */
export function surveyObjectKey({ user_id, timestamp }: SurveyIdentity): string {
  return `${user_id}${timestamp}.json`;
}

/**
 * The key of a survey in the ledger, the submissions table.
 *
 * @throws RangeError when the timestamp is not a real date and time: parse the survey first.
 */
export function submissionKey({ user_id, timestamp }: SurveyIdentity): SubmissionKey {
  const submission_time = submissionTime(timestamp);
  if (submission_time === undefined) throw new RangeError(`not a survey's timestamp: ${timestamp}`);
  return { user_id, submission_time };
}

/**
 * The key of a rejected survey in the rejected bucket: the UTC date on which the message was sent, and the message's
 * id. Whoever processes the message, and however often, comes to the same key.
 *
 * @param message its SQS message id, and when it was sent in milliseconds since 1970 (SQS's `SentTimestamp`).
 * @example
 * rejectedObjectKey({ messageId: "0f1e…", sentTimestamp: 1632830400000 }); // "2021-09-28/0f1e….json"
 */
export function rejectedObjectKey(message: { messageId: string; sentTimestamp: number }): string {
  return `${new Date(message.sentTimestamp).toISOString().slice(0, 10)}/${message.messageId}.json`;
}

/** What the keys of all undelivered surveys, and no other object of the rejected bucket, start with. */
export const UNDELIVERED_PREFIX = "undelivered/";

/**
 * The key of an undelivered survey, a dead letter, in the rejected bucket.
 *
 * @example
 * undeliveredObjectKey("0f1e…"); // "undelivered/0f1e….json"
 */
export function undeliveredObjectKey(messageId: string): string {
  return `${UNDELIVERED_PREFIX}${messageId}.json`;
}

/**
 * The key, in the rejected bucket, to which an undelivered survey is moved once it was given to the processor again and
 * an outcome came of it. The survey itself is then where that outcome put it.
 *
 * @example
 * redrivenObjectKey("0f1e…"); // "redriven/0f1e….json"
 */
export function redrivenObjectKey(messageId: string): string {
  return `redriven/${messageId}.json`;
}
