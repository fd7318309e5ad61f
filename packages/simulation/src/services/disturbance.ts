/** What a service answers, or what the SDK throws without an answer. */
export type Answer = { readonly ok: unknown } | { readonly error: unknown };

/** How one try of a request deviates from its usual course. */
export interface Disturbance {
  /** The service does nothing and answers this. */
  readonly insteadOfEffect?: Answer | (() => Answer);
  /** The service does what was asked, and this is what arrives. */
  readonly insteadOfReply?: Answer;
  /** The request arrives that many milliseconds late. */
  readonly arrivesLate?: number;
  /** The request was signed when it arrived, and not when it was made. */
  readonly signedOnArrival?: boolean;
  /** The service finishes the work that many milliseconds late. */
  readonly takesEffectLate?: number;
  /** The service does this instead of the work that it began. */
  readonly rollBack?: () => Answer;
}
