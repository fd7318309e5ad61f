import type { StoredAs, Submission, Survey, Withdrawal } from "@lab/survey-schema";

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

export interface ParticipantRecords {
  /**
   * Reads what participants' records say, strongly consistent, in one request.
   *
   * @param ids - at most 100 participants.
   * @returns those of the participants who have a record; `unread` are those whom DynamoDB left out because it was busy.
   */
  participants(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly found: ReadonlyMap<string, ParticipantState>; readonly unread: readonly string[] }>;
}

export interface Tables extends ParticipantRecords {
  /**
   * One transaction: puts the ledger item if it is not there, and updates the participant, unless the participant has withdrawn.
   *
   * - `newer`: sets the answers and adds 1 to the count, if the participant shows an older time or none;
   * - `older`: only adds 1, if the participant shows a newer time.
   */
  record(recording: Recording, signal: AbortSignal): Promise<RecordResult>;
}

/** What a participant's record says of the surveys that may still come. */
export interface ParticipantState {
  readonly withdrawal?: Withdrawal | undefined;
  /** The submission times that it shows, by the ids of their questionnaires. */
  readonly times: ReadonlyMap<string, string>;
}

export interface Recording {
  readonly survey: Survey;
  readonly submission: Submission;
  /** When the queue took the message, in milliseconds since 1970. */
  readonly sentAt: number;
  readonly shape: "newer" | "older";
}

/** A cancelled transaction changed nothing; the codes are DynamoDB's, `None` for a part that did not object. */
export type RecordResult =
  | { readonly recorded: true }
  | {
      readonly recorded: false;
      readonly submissionCode: string;
      readonly participantCode: string;
      /** The participant as it was, if its condition failed; undefined if it had no record. */
      readonly participant?: ParticipantState | undefined;
    };
