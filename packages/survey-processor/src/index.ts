export {
  type ArchiveContext,
  type ArchiveObserver,
  archiveBatch,
  type UndeliveredBucket,
} from "./archive-batch.ts";
export { canonicalSha256 } from "./canonical-sha256.ts";
export type { Clock } from "./clock.ts";
export { dynamoTables } from "./dynamo-tables.ts";
export {
  InconsistentTablesError,
  OutOfTimeError,
  ProcessorSettingsError,
  RecordingRefusedError,
  StoreBusyError,
  VisibilityUnchangedError,
} from "./errors.ts";
export { type BatchContext, type Observer, processBatch } from "./process-batch.ts";
export { type Outcome, processSurvey } from "./process-survey.ts";
export { retryDelay } from "./retry-delay.ts";
export { s3RejectedBucket, s3SurveysBucket } from "./s3-buckets.ts";
export { type Senders, senderReasons } from "./senders.ts";
export { sqsSurveyQueue } from "./sqs-survey-queue.ts";
export type {
  PutResult,
  RawSurvey,
  Recording,
  RecordResult,
  RejectedBucket,
  Stores,
  SurveysBucket,
  Tables,
} from "./stores.ts";
export type { SurveyMessage } from "./survey-message.ts";
export {
  metadataReceivedAt,
  type ObjectAnswer,
  receivedAt,
  SURVEY_OBJECT_FORMAT,
  surveyMetadata,
  unquotedEtag,
} from "./survey-object.ts";
export type { SurveyQueue, VisibilityChange } from "./survey-queue.ts";
export { systemClock } from "./system-clock.ts";
export { type Backoff, fullJitter } from "./time/full-jitter.ts";
