import { StoreBusyError } from "../errors/processor-errors.ts";
import type { Clock } from "../time/clock.ts";
import { fullJitter } from "../time/full-jitter.ts";

/** How often one step is tried. With the delays below, ten tries take 2.6 s on average and 5.1 s at most. */
const MAX_ATTEMPTS = 10;
/** In milliseconds. */
const backoff = { base: 20, cap: 1_000 };

/**
 * Repeats a step for as long as it gives `busy`, with exponential backoff and full jitter, so that many
 * instances in each other's way spread out.
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
      await clock.sleep(fullJitter(attempt - 1, backoff, clock.random()), signal);
    }
    signal.throwIfAborted();
    const result = await step();
    if (result !== "busy") return result;
  }
  throw new StoreBusyError(`${what} was still busy after ${MAX_ATTEMPTS} attempts`);
}
