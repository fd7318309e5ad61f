/** A source of numbers from 0 (inclusive) to 1 (exclusive): the same seed gives the same numbers, on any machine. */
export type Random = () => number;

/** Mulberry32: 32 bits of state, good enough for test data and never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `low` to `high`, both included. */
export function wholeNumber(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** Puts a list in random order, in place (Fisher and Yates). */
export function shuffle<Item>(list: Item[], random: Random): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = wholeNumber(random, 0, last);
    const [a, b] = [list[last], list[other]];
    if (a !== undefined && b !== undefined) [list[last], list[other]] = [b, a];
  }
}
