import type { S3Client } from "@aws-sdk/client-s3";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Senders } from "@lab/survey-processor";

/** What an eraser works with. */
export interface EraserParts {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly senders: Senders;
  /** How long a function runs at most, in milliseconds. */
  readonly functionTimeout: number;
  /** The services' clock, in milliseconds since 1970. */
  serviceTime(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Proof that nothing of a participant was left when it was looked for the last time. */
export interface ErasureReceipt {
  readonly userId: string;
  /** How many versions of objects, ledger items and records were deleted or replaced, by this run. */
  readonly deleted: number;
}

/** Thrown when somebody is to be erased who was not withdrawn for that. */
export class NotToBeErasedError extends Error {
  override readonly name = "NotToBeErasedError";
  readonly code = "NOT_TO_BE_ERASED";

  constructor(userId: string) {
    super(`the record of ${userId} has no tombstone that says "erase"`);
  }
}

/** Code that erases participants, which is the stand-in here, or one with a defect. */
export interface EraserCode {
  /**
   * Erases a participant whose tombstone says so. It can be killed at any moment and run again.
   *
   * @throws NotToBeErasedError; whatever a request throws.
   */
  eraseParticipant(userId: string, parts: EraserParts): Promise<ErasureReceipt>;
}
