import { retryDelay } from "@lab/survey-processor";
import { expect, it } from "vitest";
import { receivesInOutage, SECONDS_PER_HOUR } from "../../src/queue/queue-timing.ts";

it.each([
  [60, 491],
  [180, 171],
  [5_400, 110],
])(
  "an outage of 8 hours takes, at a visibility timeout of %d s, %d receives and the one that succeeds, at most",
  (visibility, expected) => {
    expect(receivesInOutage(8 * SECONDS_PER_HOUR, visibility)).toBe(expected);
  },
);

it("no survey of 2,000 that the function puts off comes back more often than that in a working day", () => {
  // A small linear congruential generator (Numerical Recipes' constants): the same numbers in every run.
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const outage = 8 * SECONDS_PER_HOUR;
  const receives = Array.from({ length: 2_000 }, () => {
    let count = 0;
    for (let now = 0; now < outage; now += retryDelay(count, random())) count++;
    return count;
  });
  expect(Math.max(...receives)).toBeLessThanOrEqual(receivesInOutage(outage, Number.POSITIVE_INFINITY));
  expect(Math.min(...receives)).toBeGreaterThan(40);
});
