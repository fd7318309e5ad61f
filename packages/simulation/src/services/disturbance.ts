/** What a service answers, or what the SDK makes of there being no answer. */
export type Answer = { readonly ok: unknown } | { readonly error: unknown };

/** How one try of a request deviates from its usual course. */
export interface Disturbance {
  /** The service does nothing and answers this. */
  readonly insteadOfEffect?: Answer | (() => Answer);
  /** The service does what was asked, and this is what arrives. */
  readonly insteadOfReply?: Answer;
  /** The request arrives that many milliseconds late. */
  readonly arrivesLate?: number;
  /** What the service began is done that many milliseconds late. */
  readonly takesEffectLate?: number;
  /** What the service began, it does not do, but this. */
  readonly rollBack?: () => Answer;
}
