/** The queue that the messages came from, as far as the processor deals with it. */
export interface SurveyQueue {
  /**
   * Changes when messages come back. This is best effort. Where it fails for a message, the queue's own
   * visibility timeout holds.
   *
   * @throws when it failed for all or some.
   */
  changeVisibility(changes: readonly VisibilityChange[], signal: AbortSignal): Promise<void>;
}

export interface VisibilityChange {
  readonly receiptHandle: string;
  /** From now, in whole seconds. */
  readonly visibilityTimeout: number;
}
