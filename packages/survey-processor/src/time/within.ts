import { OutOfTimeError } from "../errors/processor-errors.ts";
import type { Clock } from "./clock.ts";

/**
 * Waits for work until it is done or the time is used up. In the latter case its signal aborts, and nothing
 * waits for it any more.
 */
export async function within(
  milliseconds: number,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const outOfTime = new AbortController();
  const finished = new AbortController();
  const deadline = clock
    .sleep(milliseconds, finished.signal)
    .then(() => outOfTime.abort(new OutOfTimeError()));
  await Promise.race([work(outOfTime.signal), deadline]);
  finished.abort();
  await deadline.catch(() => undefined);
}
