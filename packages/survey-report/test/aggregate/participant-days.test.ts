import type { RosterEntry } from "@lab/survey-export";
import type { Withdrawal } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { dateOf } from "../../src/aggregate/days.ts";
import { participantDays } from "../../src/aggregate/participant-days.ts";
import { studyWindow } from "../../src/aggregate/study-window.ts";
import { acceptedSurvey } from "../synthetic/accepted-survey.ts";

const plan = { days: 14, promptsPerDay: 2 };

/** The study days of a participant who answered at these local times, seen at a moment. */
function daysOf(
  times: readonly string[],
  now: string,
  {
    entry,
    withdrawal,
    ...changes
  }: {
    readonly entry?: RosterEntry;
    readonly withdrawal?: Withdrawal;
    readonly timezone?: string;
    readonly received_at?: string;
  } = {},
) {
  const submissions = times.map((time) => acceptedSurvey(time, changes).submission);
  const window = studyWindow(submissions, { plan, now: new Date(now), entry, withdrawal });
  const { promptsPerDay } = plan;
  return participantDays(submissions, window, { promptsPerDay, isWithdrawn: withdrawal !== undefined });
}

describe("study days", () => {
  it("begin with the first survey, and today counts for no rate yet", () => {
    const times = [
      "2026-11-02T09:00:00",
      "2026-11-02T15:00:00",
      "2026-11-04T09:00:00",
      "2026-11-05T09:00:00",
    ];
    expect(daysOf(times, "2026-11-05T12:00:00Z")).toMatchObject({
      state: "active",
      cells: [2, 0, 1, 1],
      daysOver: 3,
      answered: 3,
      expected: 6,
      today: 1,
    });
  });

  it("end after the days of the plan, and what comes later is outside", () => {
    const days = daysOf(["2026-11-02T09:00:00", "2026-11-16T09:00:00"], "2026-11-20T12:00:00Z");
    expect(days).toMatchObject({ state: "finished", daysOver: 14, answered: 1, expected: 28 });
    expect(days.dayOfEach).toEqual([0, undefined]);
  });

  it("are those of the roster, which also knows who is silent from the beginning, or comes later", () => {
    const entry = { start: "2026-11-02", end: "2026-11-04" };
    expect(
      daysOf(["2026-11-01T09:00:00", "2026-11-03T09:00:00"], "2026-11-10T12:00:00Z", { entry }),
    ).toMatchObject({
      cells: [0, 1, 0],
      expected: 6,
      dayOfEach: [undefined, 1],
    });
    const never = (now: string) => daysOf([], now, { entry: { start: "2026-11-02" } }).state;
    expect([
      never("2026-11-01T12:00:00Z"),
      never("2026-11-03T12:00:00Z"),
      never("2026-11-04T12:00:00Z"),
    ]).toEqual(["not_begun", "active", "silent"]);
    expect(daysOf([], "2026-11-04T12:00:00Z", { entry: {} }).state).toBe("not_begun");
  });

  it("count no more answers on a day than there are prompts", () => {
    const times = ["09", "10", "11"].map((hour) => `2026-11-02T${hour}:00:00`);
    expect(daysOf(times, "2026-11-03T12:00:00Z")).toMatchObject({ cells: [3, 0], answered: 2, expected: 2 });
  });

  it("end before the day of a withdrawal", () => {
    const withdrawal = { mode: "keep", at: "2026-11-05T10:00:00.000Z", by: "anna@lab" } as const;
    const times = ["2026-11-02T09:00:00", "2026-11-05T09:00:00"];
    expect(daysOf(times, "2026-11-20T12:00:00Z", { withdrawal })).toMatchObject({
      state: "withdrawn",
      cells: [1, 0, 0],
      daysOver: 3,
      dayOfEach: [0, undefined],
    });
  });

  it("do not begin in a far future that only a wrong clock knows", () => {
    const received_at = "2026-11-02T09:00:01.000Z";
    const days = daysOf(["2099-01-01T00:00:00"], "2026-11-02T12:00:00Z", { received_at });
    expect(days).toMatchObject({ state: "active", cells: [0], dayOfEach: [undefined] });
  });
});

describe("silence", () => {
  it("is two full study days without a survey", () => {
    const stateOn = (now: string) => daysOf(["2026-11-02T09:00:00"], now).state;
    expect(stateOn("2026-11-04T23:59:59Z")).toBe("active");
    expect(stateOn("2026-11-05T00:00:00Z")).toBe("silent");
    expect(stateOn("2026-11-15T23:59:59Z")).toBe("silent");
    expect(stateOn("2026-11-16T00:00:00Z")).toBe("finished");
  });

  it("goes by the participant's own time zone, and by when surveys arrived", () => {
    const options = { timezone: "America/New_York", received_at: "2026-11-03T02:00:00.000Z" };
    const silent = daysOf(["2026-11-02T21:00:00"], "2026-11-05T04:59:00Z", options);
    expect([silent.state, dateOf(silent.lastDay)]).toEqual(["active", "2026-11-02"]);
    expect(daysOf(["2026-11-02T21:00:00"], "2026-11-05T05:00:00Z", options).state).toBe("silent");
    const late = { received_at: "2026-11-06T12:00:00.000Z" };
    expect(daysOf(["2026-11-02T09:00:00"], "2026-11-07T12:00:00Z", late).state).toBe("active");
  });

  it("goes by the roster's time zone before that of the survey", () => {
    const entry = { timezone: "Pacific/Auckland" };
    const options = { entry, timezone: "UTC", received_at: "2026-11-02T09:00:00.000Z" };
    expect(daysOf(["2026-11-02T09:00:00"], "2026-11-04T11:30:00Z", options).state).toBe("silent");
  });
});
