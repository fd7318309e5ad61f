import type { Participant, RejectedDocument, Submission } from "@lab/survey-schema";

/** Everything that a stack holds of its surveys, or of those in a scope. */
export interface StackState {
  /** The surveys bucket: key → body. */
  readonly surveys: ReadonlyMap<string, string>;
  /** The rejected bucket: key → document. */
  readonly rejected: ReadonlyMap<string, RejectedDocument>;
  /** The ids of the messages that wait under `undelivered/` in the rejected bucket. */
  readonly undelivered: ReadonlySet<string>;
  readonly submissions: readonly Submission[];
  readonly participants: readonly Participant[];
  readonly queue: QueueDepth;
  readonly deadLetterQueue: QueueDepth;
}

/** How many messages a queue has: waiting, and received but not yet deleted. */
export interface QueueDepth {
  readonly waiting: number;
  readonly inFlight: number;
}

/** Which surveys of a stack to look at, by participants, messages and time. */
export interface StateScope {
  /** What all their ids, and no other participant's, start with. */
  readonly idPrefix: string;
  readonly participants: readonly string[];
  /** Of rejected surveys, only these messages'. */
  readonly messageIds: ReadonlySet<string>;
  /** The UTC dates, `yyyy-mm-dd`, on which the messages may have been sent. */
  readonly sentOn: readonly string[];
}
