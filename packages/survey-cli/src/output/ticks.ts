/**
 * Round numbers for an axis from 0 to at least `highest`: steps of 1, 2 or 5 times a power of ten, about `count` of them.
 *
 * @example ticks(9_800, 5) // [0, 2000, 4000, 6000, 8000, 10000]
 */
export function ticks(highest: number, count: number): number[] {
  const rough = Math.max(highest, 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.ceil(Math.max(highest, 1) / step) + 1 }, (_, i) => round(i * step));
}

/** Without the tail that binary fractions leave, as in 3 × 0.1. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
