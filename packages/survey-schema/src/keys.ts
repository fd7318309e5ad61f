import { type SurveyIdentity, USER_ID } from "./survey.ts";
import { parseSubmissionTime, submissionTime } from "./timestamp.ts";

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

const SURVEY_OBJECT_KEY = /^(.*)(\d{12})\.json$/s;

/**
 * Which survey a key of the surveys bucket is that of: the reverse of {@link surveyObjectKey}.
 *
 * @returns undefined when it is no key that a well-formed survey can have.
 * @example
 * parseSurveyObjectKey("0001092821120000.json"); // { user_id: "0001", timestamp: "092821120000" }
 */
export function parseSurveyObjectKey(key: string): SurveyIdentity | undefined {
  const [, user_id = "", timestamp = ""] = SURVEY_OBJECT_KEY.exec(key) ?? [];
  return USER_ID.test(user_id) && submissionTime(timestamp) !== undefined
    ? { user_id, timestamp }
    : undefined;
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
 * Which survey a key of the ledger is that of: the reverse of {@link submissionKey}.
 *
 * @returns undefined when it is no key that a well-formed survey can have.
 * @example
 * parseSubmissionKey({ user_id: "0001", submission_time: "2021-09-28T12:00:00" }); // { user_id: "0001", timestamp: "092821120000" }
 */
export function parseSubmissionKey({ user_id, submission_time }: SubmissionKey): SurveyIdentity | undefined {
  const timestamp = parseSubmissionTime(submission_time);
  return USER_ID.test(user_id) && timestamp !== undefined ? { user_id, timestamp } : undefined;
}

/**
 * The key of a rejected survey in the rejected bucket: the UTC date on which the message was sent, and the message's
 * id. Whoever processes the message, and however often, comes to the same key.
 *
 * @param message - its SQS message id, and when it was sent in milliseconds since 1970 (SQS's
 *   `SentTimestamp`).
 * @example
 * rejectedObjectKey({ messageId: "0f1e…", sentTimestamp: 1632830400000 }); // "2021-09-28/0f1e….json"
 */
export function rejectedObjectKey(message: { messageId: string; sentTimestamp: number }): string {
  return `${new Date(message.sentTimestamp).toISOString().slice(0, 10)}/${message.messageId}.json`;
}

const REJECTED_OBJECT_KEY = /^(\d{4}-\d{2}-\d{2})\/([^/]+)\.json$/;

/** What the key of a rejected survey tells. */
export interface RejectedKeyParts {
  readonly messageId: string;
  /** The UTC date on which the message was sent: `2021-09-28`. */
  readonly sentOn: string;
}

/**
 * Which message a key of the rejected bucket is that of: the reverse of {@link rejectedObjectKey}, but for the time of day.
 *
 * @returns undefined when it is not the key of a rejected survey.
 * @example
 * parseRejectedObjectKey("2021-09-28/0f1e….json"); // { messageId: "0f1e…", sentOn: "2021-09-28" }
 */
export function parseRejectedObjectKey(key: string): RejectedKeyParts | undefined {
  const [, sentOn, messageId] = REJECTED_OBJECT_KEY.exec(key) ?? [];
  if (sentOn === undefined || messageId === undefined) return undefined;
  const sentTimestamp = Date.parse(sentOn);
  // Only a real date comes back as the same text.
  const isReal = !Number.isNaN(sentTimestamp) && rejectedObjectKey({ messageId, sentTimestamp }) === key;
  return isReal ? { messageId, sentOn } : undefined;
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
 * The message id in the key of an undelivered survey: the reverse of {@link undeliveredObjectKey}.
 *
 * @returns undefined when it is not the key of an undelivered survey.
 */
export function parseUndeliveredObjectKey(key: string): string | undefined {
  return messageIdIn(key, UNDELIVERED_PREFIX);
}

const REDRIVEN_PREFIX = "redriven/";

/**
 * The key, in the rejected bucket, to which an undelivered survey is moved once it was given to the processor again and
 * an outcome came of it. The survey itself is then where that outcome put it.
 *
 * @example
 * redrivenObjectKey("0f1e…"); // "redriven/0f1e….json"
 */
export function redrivenObjectKey(messageId: string): string {
  return `${REDRIVEN_PREFIX}${messageId}.json`;
}

/**
 * The message id in the key of an undelivered survey that was redriven: the reverse of {@link redrivenObjectKey}.
 *
 * @returns undefined when it is not the key of one.
 */
export function parseRedrivenObjectKey(key: string): string | undefined {
  return messageIdIn(key, REDRIVEN_PREFIX);
}

function messageIdIn(key: string, prefix: string): string | undefined {
  if (!key.startsWith(prefix)) return undefined;
  return /^([^/]+)\.json$/.exec(key.slice(prefix.length))?.[1];
}
