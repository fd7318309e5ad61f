import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { ValueCounts } from "../../src/aggregate/value-counts.ts";

const counted = (values: readonly number[]) => {
  const counts = new ValueCounts();
  for (const value of values) counts.add(value);
  return counts.spread();
};

describe("ValueCounts", () => {
  it("tells the quartiles of whole numbers as sorting them does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 1 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
        expect(counted(values)).toEqual({
          count: values.length,
          low: at(0.25),
          median: at(0.5),
          high: at(0.75),
        });
      }),
    );
  });

  it("is right to a twentieth of a percent for others", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (value) => {
        expect(Math.abs((counted([value])?.median ?? 0) / value - 1)).toBeLessThanOrEqual(0.0005);
      }),
    );
  });

  it("has nothing to tell of no values", () => {
    expect(counted([])).toBeUndefined();
  });
});
