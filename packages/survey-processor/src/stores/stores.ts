import type { StoredAs, Submission, Survey } from "@lab/survey-schema";

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
  /**
   * Puts a raw survey where no object is yet.
   *
   * @returns the ETag that S3 gave the object, without quotes, when the key was free; else as {@link PutResult}.
   */
  putIfAbsent(
    survey: RawSurvey,
    signal: AbortSignal,
  ): Promise<{ readonly etag: string } | Exclude<PutResult, "stored">>;
  /**
   * How the survey is stored that holds a key.
   *
   * @returns `absent` when there is no such object; `unreadable` when its body is not a survey's JSON.
   */
  occupant(key: string, signal: AbortSignal): Promise<StoredAs | "absent" | "unreadable">;
}

export interface RawSurvey {
  readonly key: string;
  readonly body: string;
  readonly canonicalSha256: string;
  readonly messageId: string;
  /** When the queue took the message: ISO 8601, UTC. */
  readonly receivedAt: string;
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
