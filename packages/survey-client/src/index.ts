export { surveyTimestamp } from "@lab/survey-schema";
export type { SurveyInput } from "./encode-survey.ts";
export type { BackoffOptions } from "./outbox/background-loop.ts";
export type { Connectivity } from "./outbox/connectivity.ts";
export {
  createOutbox,
  type Outbox,
  type OutboxOptions,
  type OutboxStatus,
  type SavedSurvey,
} from "./outbox/create-outbox.ts";
export {
  ConflictingSurveyError,
  type OutboxStorageCode,
  OutboxStorageError,
  RefusedSurveyError,
} from "./outbox/outbox-errors.ts";
export type { FlushResult, OutboxEvent, OutboxListener } from "./outbox/outbox-events.ts";
export type {
  FailedOutcome,
  FailureCode,
  RefusedOutcome,
  SendOutcome,
  SentOutcome,
} from "./send-outcome.ts";
export {
  type AsyncStorageLike,
  type AsyncStorageOptions,
  createAsyncStorage,
} from "./storage/async-storage.ts";
export { OutboxEntryError } from "./storage/outbox-entry-error.ts";
export type {
  Added,
  EntryRef,
  OutboxStorage,
  RefusalReason,
  RefusedEntry,
  StoredEntry,
  StuckCode,
  StuckEntry,
} from "./storage/outbox-storage.ts";
export {
  createSurveyClient,
  type SendAllOptions,
  type SendOptions,
  type SendProgress,
  type SurveyClient,
  type SurveyClientOptions,
} from "./survey-client.ts";
