import type { Computed, Metric } from "../metrics/metric.ts";

/**
 * When somebody has to be told. An alarm rings when its number has reached the threshold in `ringsAfter` of the last `periods`
 * periods.
 *
 * A period without data never counts. AWS writes no number when nothing happened, and at night nothing
 * happens.
 */
export interface Alarm {
  /** Its name, in words joined by hyphens. It is the heading in `docs/handbook.md` that says what to do. */
  readonly name: string;
  /** A sentence for the e-mail that says what has happened. At most 900 characters. */
  readonly meaning: string;
  readonly watches: Metric | Computed;
  readonly threshold: number;
  /** 60 or a multiple of it; `periods` times this at most a day, or seven if it is an hour or more. */
  readonly periodSeconds: number;
  readonly periods: number;
  readonly ringsAfter: number;
}
