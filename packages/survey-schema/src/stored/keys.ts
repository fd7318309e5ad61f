import { isUtcDateTime } from "../judge/dates.ts";
import { type SurveyIdentity, USER_ID } from "../judge/envelope.ts";
import { NAME } from "../questionnaire/names.ts";
import { parseSubmissionTime, submissionTime } from "../time/timestamp.ts";

/** The key of a submission in the submissions table. */
export interface SubmissionKey {
  readonly user_id: string;
  /**
   * ISO 8601, the device's local time, no zone: `2021-09-28T12:00:00`. For a questionnaire that is not the default, `#` and its id
   * follow: `2021-09-28T12:00:00#momentary`.
   */
  readonly submission_time: string;
}

/**
 * The key of a survey in the surveys bucket. The timestamp always has 12 digits, so no two surveys share a key unless
 * participant, second and questionnaire are the same.
 *
 * @example
 * surveyObjectKey({ user_id: "0001", timestamp: "092821120000" }); // "0001092821120000.json"
 * surveyObjectKey({ user_id: "0001", timestamp: "092821120000", questionnaire: "momentary" }); // "0001092821120000.momentary.json"
 */
export function surveyObjectKey({ user_id, timestamp, questionnaire }: SurveyIdentity): string {
  return `${user_id}${timestamp}${questionnaire === undefined ? "" : `.${questionnaire}`}.json`;
}

const SURVEY_OBJECT_KEY = /^([^.]*)(\d{12})(?:\.([^.]*))?\.json$/s;

/**
 * Which survey a key of the surveys bucket is that of: the reverse of {@link surveyObjectKey}.
 *
 * @returns undefined when it is no key that a well-formed survey can have.
 * @example
 * parseSurveyObjectKey("0001092821120000.json"); // { user_id: "0001", timestamp: "092821120000" }
 */
export function parseSurveyObjectKey(key: string): SurveyIdentity | undefined {
  const [, user_id = "", timestamp = "", questionnaire] = SURVEY_OBJECT_KEY.exec(key) ?? [];
  return submissionTime(timestamp) === undefined ? undefined : identity(user_id, timestamp, questionnaire);
}

/**
 * The key of a survey in the ledger, the submissions table.
 *
 * @throws RangeError when the timestamp is not a real date and time: parse the survey first.
 */
export function submissionKey({ user_id, timestamp, questionnaire }: SurveyIdentity): SubmissionKey {
  const time = submissionTime(timestamp);
  if (time === undefined) throw new RangeError(`not a survey's timestamp: ${timestamp}`);
  return { user_id, submission_time: questionnaire === undefined ? time : `${time}#${questionnaire}` };
}

const SUBMISSION_TIME = /^([^#]*)(?:#([^#]*))?$/s;

/**
 * Which survey a key of the ledger is that of: the reverse of {@link submissionKey}.
 *
 * @returns undefined when it is no key that a well-formed survey can have.
 * @example
 * parseSubmissionKey({ user_id: "0001", submission_time: "2021-09-28T12:00:00" }); // { user_id: "0001", timestamp: "092821120000" }
 */
export function parseSubmissionKey({ user_id, submission_time }: SubmissionKey): SurveyIdentity | undefined {
  const [, time = "", questionnaire] = SUBMISSION_TIME.exec(submission_time) ?? [];
  const timestamp = parseSubmissionTime(time);
  return timestamp === undefined ? undefined : identity(user_id, timestamp, questionnaire);
}

/** The time in a ledger's key, without the questionnaire: ISO 8601, the device's local time, no zone. */
export function timeOfSubmission({ submission_time }: Pick<SubmissionKey, "submission_time">): string {
  return submission_time.split("#", 1).join();
}

function identity(
  user_id: string,
  timestamp: string,
  questionnaire: string | undefined,
): SurveyIdentity | undefined {
  if (!USER_ID.test(user_id)) return undefined;
  if (questionnaire === undefined) return { user_id, timestamp };
  return NAME.test(questionnaire) ? { user_id, timestamp, questionnaire } : undefined;
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

const REJUDGED_OBJECT_KEY = /^rejudged\/([^/]+)\/([^/]+)\.json$/;

/** What the key of a rejected survey that was judged again tells. */
export interface RejudgedKeyParts {
  readonly messageId: string;
  /** When it had been rejected: ISO 8601, UTC. */
  readonly rejectedAt: string;
}

/**
 * The key, in the rejected bucket, to which the document of a rejected survey is copied before the survey is judged again. The survey
 * itself is then where the new outcome put it. It may be judged again more than once, so the time of each rejection is in the key.
 *
 * @example
 * rejudgedObjectKey({ messageId: "0f1e…", rejectedAt: "2021-09-28T12:00:01.000Z" });
 * // "rejudged/0f1e…/2021-09-28T12:00:01.000Z.json"
 */
export function rejudgedObjectKey({ messageId, rejectedAt }: RejudgedKeyParts): string {
  return `rejudged/${messageId}/${rejectedAt}.json`;
}

/**
 * Which rejection a key is that of: the reverse of {@link rejudgedObjectKey}.
 *
 * @returns Undefined when it is not the key of a rejected survey that was judged again.
 */
export function parseRejudgedObjectKey(key: string): RejudgedKeyParts | undefined {
  const [, messageId, rejectedAt] = REJUDGED_OBJECT_KEY.exec(key) ?? [];
  return messageId !== undefined && rejectedAt !== undefined && isUtcDateTime(rejectedAt)
    ? { messageId, rejectedAt }
    : undefined;
}

function messageIdIn(key: string, prefix: string): string | undefined {
  if (!key.startsWith(prefix)) return undefined;
  return /^([^/]+)\.json$/.exec(key.slice(prefix.length))?.[1];
}
