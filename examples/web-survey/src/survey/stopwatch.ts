/** Measures how long a participant takes for a survey. */
export interface Stopwatch {
  /** Begins anew. */
  start(): void;
  /** Seconds since the start, to a tenth. */
  seconds(): number;
}

/** @param now - Milliseconds since any moment, never going back. Default: `performance.now`. */
export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  let startedAt = now();
  return {
    start() {
      startedAt = now();
    },
    seconds: () => Math.round((now() - startedAt) / 100) / 10,
  };
}
