import type { Submission, Survey } from "@lab/survey-schema";

/**
 * Where the processor keeps surveys. Every operation is one request (with the SDK's own retries), throws when its
 * outcome is unknown or the service refused it, and may be repeated: each is conditional.
 */
export interface Stores {
  readonly surveysBucket: SurveysBucket;
  readonly rejectedBucket: RejectedBucket;
  readonly tables: Tables;
}

/**
 * - `stored`: the key was free and now holds this object;
 * - `occupied`: an object was there, and is unchanged;
 * - `busy`: somebody else was putting or deleting this very key (S3's 409), and nothing was changed: try again.
 */
export type PutResult = "stored" | "occupied" | "busy";

export interface SurveysBucket {
  /** Puts a raw survey where no object is yet. */
  putIfAbsent(survey: RawSurvey, signal: AbortSignal): Promise<PutResult>;
  /**
   * The SHA-256 of the canonical JSON of the survey under that key, in hex.
   *
   * @returns `absent` when there is no such object; `unreadable` when its body is not a survey's JSON.
   */
  canonicalSha256(key: string, signal: AbortSignal): Promise<{ sha256: string } | "absent" | "unreadable">;
}

export interface RawSurvey {
  readonly key: string;
  readonly body: string;
  readonly canonicalSha256: string;
  readonly messageId: string;
}

export interface RejectedBucket {
  /** Puts a rejected survey's JSON document where no object is yet. */
  putIfAbsent(key: string, document: string, signal: AbortSignal): Promise<PutResult>;
}

export interface Tables {
  /**
   * One transaction: puts the ledger item if it is not there, and updates the participant.
   *
   * - `newer`: sets the answers and adds 1 to the count, if the participant shows an older time or none;
   * - `older`: only adds 1, if the participant shows a newer time.
   */
  record(recording: Recording, signal: AbortSignal): Promise<RecordResult>;
}

export interface Recording {
  readonly survey: Survey;
  readonly submission: Submission;
  readonly shape: "newer" | "older";
}

/** A cancelled transaction changed nothing; the codes are DynamoDB's, `None` for a part that did not object. */
export type RecordResult =
  | { readonly recorded: true }
  | { readonly recorded: false; readonly submissionCode: string; readonly participantCode: string };
