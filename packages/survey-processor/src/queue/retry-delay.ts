/**
 * The longest delay of a failed survey, in seconds. A service that comes back after hours is noticed within a
 * quarter of an hour.
 */
export const MAX_RETRY_DELAY_SECONDS = 900;

/**
 * When a message that failed comes back: exponential backoff with full jitter, evenly drawn from 0 to
 * min({@link MAX_RETRY_DELAY_SECONDS}, 2ⁿ) seconds after the n-th receive. A short fault is over in seconds.
 * In an outage, thousands of messages neither come back all at once nor use up their receives.
 *
 * @param receiveCount - how often the message was received, this time included (SQS's
 *   `ApproximateReceiveCount`).
 * @param random - from 0 up to, but not including, 1.
 * @returns whole seconds.
 */
export function retryDelay(receiveCount: number, random: number): number {
  const bound = Math.min(MAX_RETRY_DELAY_SECONDS, 2 ** receiveCount);
  return Math.floor(random * (bound + 1));
}
