import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { MAX_RETRY_DELAY_SECONDS } from "../../src/deployment.ts";
import { retryDelay } from "../../src/index.ts";

const ALMOST_ONE = 1 - Number.EPSILON;

describe("the retry delay", () => {
  it("doubles its bound with every receive, from 2 s to a quarter of an hour", () => {
    const bounds = [1, 2, 3, 9, 10, 11, 1_000, 2_000].map((receives) => retryDelay(receives, ALMOST_ONE));
    expect(bounds).toEqual([2, 4, 8, 512, 900, 900, 900, 900]);
  });

  it("is a whole number of seconds that SQS takes, drawn evenly from 0 to its bound", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: ALMOST_ONE, noNaN: true }),
        (n, random) => {
          const delay = retryDelay(n, random);
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(MAX_RETRY_DELAY_SECONDS);
        },
      ),
    );
    const drawn = Array.from({ length: 5 }, (_, i) => retryDelay(2, i / 5));
    expect(drawn).toEqual([0, 1, 2, 3, 4]);
  });
});
