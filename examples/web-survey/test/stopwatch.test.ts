import { expect, it } from "vitest";
import { createStopwatch } from "../src/survey/stopwatch.ts";

it("a stopwatch tells the seconds since it was started, to a tenth", () => {
  let now = 1_000;
  const stopwatch = createStopwatch(() => now);
  now += 3_049;
  expect(stopwatch.seconds()).toBe(3);
  now += 10;
  expect(stopwatch.seconds()).toBe(3.1);
  stopwatch.start();
  expect(stopwatch.seconds()).toBe(0);
  now += 61_500;
  expect(stopwatch.seconds()).toBe(61.5);
});
