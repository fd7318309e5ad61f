/** A running stand-in for one or more AWS services. */
export interface Engine {
  /** Where AWS clients find it, for example `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** False for an engine that somebody else started: what is created there outlives us unless we delete it. */
  readonly ours: boolean;
  /** Rejects when the engine stops without being asked to, and never resolves. */
  readonly crashed: Promise<never>;
  /** Stops an engine of ours; leaves any other alone. May be called again. */
  close(): Promise<void>;
}

/** A promise that stays open: the `crashed` of an engine that cannot be seen crashing. */
export function never(): Promise<never> {
  return new Promise(() => {});
}
