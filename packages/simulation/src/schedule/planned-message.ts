import type { Item } from "../world/storage.ts";

/** A survey as a device sends it, with what the lab is right to expect of it. */
export interface PlannedMessage {
  /** The queue's id of the message. */
  readonly id: string;
  /** Milliseconds after the schedule's start at which the queue has it. */
  readonly sentAfter: number;
  readonly body: string;
  /** Who sent it, as SQS knows it. */
  readonly senderId: string;
  /** Whose survey it is; `undefined` when nobody can be told. */
  readonly owner: string | undefined;
  readonly expected: ExpectedVerdict;
}

/** The expected verdict on a message. It is known from how the body was made, not from judging it. */
export type ExpectedVerdict =
  | ({ readonly verdict: "valid" } & ExpectedSubmission)
  | { readonly verdict: "invalid"; readonly reasons: readonly string[] };

export interface ExpectedSubmission {
  readonly userId: string;
  /** ISO 8601; what the newest of a questionnaire is told by. */
  readonly answeredAt: string;
  /** The sort key in the ledger. */
  readonly submissionTime: string;
  readonly objectKey: string;
  readonly questionnaire: string;
  /** Equal for two bodies exactly when they are the same survey: the canonical JSON (RFC 8785). */
  readonly content: string;
  /** What the participant's record shows while this is the newest survey of its questionnaire. */
  readonly shown: Item;
  /** What the ledger says of the survey, beside its key and its object. */
  readonly ledger: Item;
}
