import { describe, expect, it } from "vitest";
import { date, decimal, duration, moment, percent, timeOfDay } from "../../src/page/words.ts";

describe("a share in percent", () => {
  it.each([
    [0, 10, "0 %"],
    [1, 1_000, "<1 %"],
    [1, 3, "33 %"],
    [999, 1_000, "99 %"],
    [10, 10, "100 %"],
    [0, 0, "–"],
  ])("of %d in %d is %s", (part, whole, text) => {
    expect(percent(part, whole)).toBe(text);
  });
});

describe("a duration", () => {
  it.each([
    [1, "1 second"],
    [119, "119 seconds"],
    [7_199, "120 minutes"],
    [7_200, "2 hours"],
    [400_000, "5 days"],
  ])("of %d seconds is %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe("dates and numbers", () => {
  it("are written as people read them", () => {
    expect(date("2026-11-28")).toBe("Sat, 28 Nov 2026");
    expect(moment("2026-11-28T09:05:00.000Z")).toBe("Saturday, 28 November 2026 at 09:05 UTC");
    expect([decimal(0.12345), decimal(12_345.6), timeOfDay(450)]).toEqual(["0.123", "12,300", "07:30"]);
  });
});
