/** Tells the milliseconds since it was started. */
export type Stopwatch = () => number;

/** Starts a stopwatch that goes on while the computer sleeps, when one of its two clocks may stand still. */
export function startStopwatch(): Stopwatch {
  const [monotonic, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - monotonic, Date.now() - wall);
}
