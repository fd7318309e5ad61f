/** A running stand-in for one or more AWS services. */
export interface Engine {
  /** Where AWS clients find it, for example `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /**
   * False for an engine that somebody else started. Tables that are created there outlive us unless we delete
   * them.
   */
  readonly ours: boolean;
  /** Rejects when the engine stops without being asked to, and never resolves. */
  readonly crashed: Promise<never>;
  /** Stops an engine of ours; leaves any other alone. May be called again. */
  close(): Promise<void>;
}

/** A promise that stays open. It is the `crashed` of an engine whose crash we cannot see. */
export function never(): Promise<never> {
  return new Promise(() => {});
}
