import type { Spread } from "../report-data.ts";

/** Values are kept to so many digits. That keeps their number small, and their quartiles within a twentieth of a percent. */
const DIGITS = 4;

/** Counts values, so that their quartiles can be told without keeping each of them. */
export class ValueCounts {
  readonly #counts = new Map<number, number>();
  #total = 0;

  add(value: number): void {
    const rounded = Number(value.toPrecision(DIGITS));
    this.#counts.set(rounded, (this.#counts.get(rounded) ?? 0) + 1);
    this.#total++;
  }

  /** The middle half of all values. Undefined: there are none. */
  spread(): Spread | undefined {
    if (this.#total === 0) return undefined;
    const sorted = [...this.#counts].sort(([a], [b]) => a - b);
    const at = (share: number) => {
      let left = Math.ceil(share * this.#total);
      return sorted.find(([, count]) => {
        left -= count;
        return left <= 0;
      })?.[0];
    };
    const [low = 0, median = 0, high = 0] = [at(0.25), at(0.5), at(0.75)];
    return { count: this.#total, low, median, high };
  }
}
