/** Delays that grow, all in one unit of time. */
export interface Backoff {
  /** The upper bound of the first delay; it doubles with each further one. */
  readonly base: number;
  /** The highest upper bound. */
  readonly cap: number;
}

/**
 * A delay by exponential backoff with full jitter, evenly drawn from 0 to min(cap, base × 2ⁿ), so that many who failed at the same
 * time do not come back at the same time (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param n - how many delays there were before this one.
 * @param random - from 0 up to, but not including, 1.
 * @example fullJitter(2, { base: 100, cap: 5_000 }, 0.5) // 200, half of 400
 */
export function fullJitter(n: number, { base, cap }: Backoff, random: number): number {
  return random * Math.min(cap, base * 2 ** n);
}
