import type { Participant, RejectedSurvey, Submission } from "@lab/survey-schema";

/** Everything that a stack holds of its surveys. */
export interface StackState {
  /** The surveys bucket: key → body. */
  readonly surveys: ReadonlyMap<string, string>;
  /** The rejected bucket: key → document. */
  readonly rejected: ReadonlyMap<string, RejectedSurvey>;
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
