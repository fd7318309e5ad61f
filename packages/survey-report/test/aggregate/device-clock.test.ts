import type { Submission } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { deviceClock } from "../../src/aggregate/device-clock.ts";
import { acceptedSurvey } from "../synthetic/accepted-survey.ts";

const berlin = { timezone: "Europe/Berlin" };
/** A survey that was answered at noon in Berlin, 10:00 in UTC, and came so many minutes later. */
const noon = (minutesLater: number, changes: Partial<Submission> = berlin) =>
  acceptedSurvey("2026-07-01T12:00:00", {
    ...changes,
    received_at: new Date(Date.parse("2026-07-01T10:00:00Z") + minutesLater * 60_000).toISOString(),
  }).submission;

describe("deviceClock", () => {
  it("finds nothing wrong with surveys that come soon, or late now and then", () => {
    expect(deviceClock("0001", [noon(0), noon(600), noon(-4)])).toEqual({ compared: true, wrong: undefined });
  });

  it("finds a clock that is ahead by a survey that came before it was answered", () => {
    expect(deviceClock("0001", [noon(5), noon(-120), noon(10)]).wrong).toEqual({
      participant: "0001",
      surveys: 3,
      aheadSeconds: 7_200,
    });
  });

  it("finds a clock that is behind when not one of three surveys came within an hour", () => {
    expect(deviceClock("0001", [noon(90), noon(70)]).wrong).toBeUndefined();
    expect(deviceClock("0001", [noon(90), noon(70), noon(300)]).wrong).toMatchObject({
      aheadSeconds: -4_200,
    });
    expect(deviceClock("0001", [noon(90), noon(70), noon(300), noon(1)]).wrong).toBeUndefined();
  });

  it("takes an offset where there is no zone", () => {
    expect(deviceClock("0001", [noon(-30, { utc_offset: "+02:00" })]).wrong).toMatchObject({
      aheadSeconds: 1_800,
    });
  });

  it("tells of a clock whose zone nobody knows only that it is more than a day ahead", () => {
    for (const changes of [{}, { timezone: "Mars/Olympus" }]) {
      expect(deviceClock("0001", [noon(-600, changes)])).toEqual({ compared: false, wrong: undefined });
      expect(deviceClock("0001", [noon(-1_600, changes)]).wrong).toMatchObject({ surveys: 1 });
    }
  });
});
