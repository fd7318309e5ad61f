export { type ArchiveContext, type ArchiveObserver, archiveBatch } from "./archive/archive-batch.ts";
export {
  createProcessor,
  type Processor,
  type ProcessorNames,
  type ProcessorOptions,
} from "./create-processor.ts";
export {
  InconsistentTablesError,
  OutOfTimeError,
  ProcessorSettingsError,
  RecordingRefusedError,
  StoreBusyError,
  UnreadableWithdrawalError,
  VisibilityUnchangedError,
} from "./errors/processor-errors.ts";
export { type BatchContext, type Observer, processBatch } from "./process/process-batch.ts";
export { type Outcome, processSurvey } from "./process/process-survey.ts";
export { type Senders, senderReasons, whoseSurvey } from "./process/senders.ts";
export type { SurveyMessage } from "./process/survey-message.ts";
export { retryDelay } from "./queue/retry-delay.ts";
export { sqsSurveyQueue } from "./queue/sqs-survey-queue.ts";
export type { SurveyQueue, VisibilityChange } from "./queue/survey-queue.ts";
export { canonicalSha256 } from "./stores/canonical-sha256.ts";
export { participantState } from "./stores/participant-state.ts";
export type {
  ParticipantRecords,
  ParticipantState,
  PutResult,
  RawSurvey,
  Recording,
  RecordResult,
  RejectedBucket,
  Stores,
  SurveysBucket,
  Tables,
} from "./stores/stores.ts";
export {
  metadataReceivedAt,
  type ObjectAnswer,
  receivedAt,
  SURVEY_OBJECT_FORMAT,
  surveyMetadata,
  unquotedEtag,
} from "./stores/survey-object.ts";
export type { Clock } from "./time/clock.ts";
export { type Backoff, fullJitter } from "./time/full-jitter.ts";
export { systemClock } from "./time/system-clock.ts";
