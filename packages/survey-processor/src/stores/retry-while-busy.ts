import { StoreBusyError } from "../errors/processor-errors.ts";
import type { Clock } from "../time/clock.ts";

/** How often one step is tried. With the delays below, ten tries take 2.6 s on average and 5.1 s at most. */
const MAX_ATTEMPTS = 10;
/** The upper bound of the first delay, in milliseconds; it doubles up to the cap. */
const BASE_DELAY = 20;
const MAX_DELAY = 1_000;

/**
 * Repeats a step for as long as it gives `busy`, with exponential backoff and full jitter: each delay is drawn evenly
 * from 0 to min(cap, base × 2ⁿ), so that many instances in each other's way spread out
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @throws StoreBusyError after {@link MAX_ATTEMPTS} tries; whatever the step throws; the signal's reason.
 */
export async function retryWhileBusy<Result>(
  what: string,
  step: () => Promise<Result | "busy">,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Result> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) {
      const bound = Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 1));
      await clock.sleep(bound * clock.random(), signal);
    }
    signal.throwIfAborted();
    const result = await step();
    if (result !== "busy") return result;
  }
  throw new StoreBusyError(`${what} was still busy after ${MAX_ATTEMPTS} attempts`);
}
