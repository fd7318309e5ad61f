import { fullJitter } from "../full-jitter.ts";
import type { FailedOutcome } from "../send-outcome.ts";
import type { Connectivity } from "./connectivity.ts";
import type { OutboxStorageError } from "./outbox-errors.ts";

export type RetryError = FailedOutcome | OutboxStorageError;

/** How long an outbox waits before it tries again. */
export interface BackoffOptions {
  /**
   * The upper bound of the first delay after a failure, in milliseconds; it doubles with each further failure, up to
   * `maxDelay`. The delay is drawn between 0 and the bound (full jitter), so that many devices that lost the queue at the
   * same time do not come back at the same time. Default: 1,000.
   */
  readonly baseDelay?: number;
  /** The highest upper bound of a delay, in milliseconds; also the delay while offline. Default: 300,000. */
  readonly maxDelay?: number;
  /** How often to look for surveys that others have put into the storage, in milliseconds. Default: 60,000. */
  readonly interval?: number;
  /** Tells whether there is a network. Default: the browser; elsewhere always online. */
  readonly connectivity?: Connectivity;
  /** Between 0 and 1. Default: `Math.random`. */
  readonly random?: () => number;
  /** Resolves after so many milliseconds, or when the signal is aborted; never rejects. Default: `setTimeout`. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface LoopJob {
  /** Resolves to why it must be repeated, if it must, and whether it got something done. Never rejects. */
  run(signal: AbortSignal): Promise<{ readonly error?: RetryError; readonly progress: boolean }>;
  onRetry(attempt: number, delay: number, error: RetryError): void;
}

export interface BackgroundLoop {
  /** Runs the job at once, or once more if it is running; also while it waits after a failure. */
  wake(): void;
  /** The same, unless the loop waits after a failure. One more survey is no reason to try again sooner. */
  notice(): void;
  /** Ends the loop; resolves when the job under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs the job now and repeats it, with backoff after a failure, when woken, when coming online, and
 * regularly. A run that fails because somebody woke the loop does not lengthen the delays.
 */
export function startLoop(job: LoopJob, options: Required<BackoffOptions>): BackgroundLoop {
  const { baseDelay, maxDelay, interval, connectivity, random, sleep } = options;
  const stopping = new AbortController();
  let pause = new AbortController();
  let attempt = 0;
  let woken = false;
  let noticed = false;
  let cameOnline = false;

  const drawDelay = () => fullJitter(attempt - 1, { base: baseDelay, cap: maxDelay }, random());

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const wasWoken = woken;
      woken = false;
      noticed = false;
      cameOnline = false;
      const { error, progress } = await job.run(stopping.signal);
      if (stopping.signal.aborted) return;
      pause = new AbortController();
      if (error === undefined) {
        attempt = 0;
        if (!woken && !noticed) await sleep(interval, pause.signal);
      } else {
        attempt = progress ? 1 : Math.max(1, wasWoken ? attempt : attempt + 1);
        const isAtOnce = woken || cameOnline;
        const delay = isAtOnce ? 0 : connectivity.isOnline() ? drawDelay() : maxDelay;
        job.onRetry(attempt, delay, error);
        await sleep(delay, pause.signal);
      }
    }
  }

  const forget = connectivity.onOnline(() => {
    cameOnline = true;
    noticed = true;
    attempt = 0;
    pause.abort();
  });
  const ended = loop().finally(forget);

  return {
    wake() {
      woken = true;
      pause.abort();
    },
    notice() {
      noticed = true;
      if (attempt === 0) pause.abort();
    },
    async stop() {
      stopping.abort();
      pause.abort();
      await ended;
    },
  };
}

export function sleepByTimer(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
