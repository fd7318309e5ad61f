import fc from "@lab/testing/fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { submissionTime, surveyTimestamp } from "../src/index.ts";

afterEach(() => vi.unstubAllEnvs());

describe("a survey's timestamp", () => {
  it("is month, day, year, hour, minute and second by the device's clock, two digits each", () => {
    expect(surveyTimestamp(new Date(2021, 8, 28, 12, 0, 0))).toBe("092821120000");
    expect(surveyTimestamp(new Date(2000, 0, 1, 0, 0, 0, 999))).toBe("010100000000");
    expect(surveyTimestamp(new Date(2099, 11, 31, 23, 59, 59, 999))).toBe("123199235959");
  });

  it("is local time, whatever the time zone", () => {
    const moment = new Date("2024-02-29T23:30:00Z");
    vi.stubEnv("TZ", "Asia/Tokyo");
    expect(surveyTimestamp(moment)).toBe("030124083000");
    vi.stubEnv("TZ", "America/New_York");
    expect(surveyTimestamp(moment)).toBe("022924183000");
  });

  it("is read back as the same second", () => {
    const noInvalidDate = true;
    const bounds = { min: new Date(2000, 0, 1), max: new Date(2099, 11, 31, 23, 59, 59), noInvalidDate };
    fc.assert(
      fc.property(fc.date(bounds), (moment) => {
        const local = submissionTime(surveyTimestamp(moment)) ?? "";
        // Once a year the clock shows an hour twice: its readings agree, the moments need not.
        expect(surveyTimestamp(new Date(local))).toBe(surveyTimestamp(moment));
      }),
    );
  });

  it.each([new Date(Number.NaN), new Date(1999, 11, 31), new Date(2100, 0, 1)])(
    "is not made of %s",
    (moment) => {
      expect(() => surveyTimestamp(moment)).toThrow(RangeError);
    },
  );
});
