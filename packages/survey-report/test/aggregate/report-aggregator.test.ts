import { study } from "@lab/study";
import type { Submission } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { createReportAggregator, type ReportOptions } from "../../src/index.ts";
import { acceptedSurvey } from "../synthetic/accepted-survey.ts";
import { rejectedDocument } from "../synthetic/rejected.ts";
import { stackNumbers } from "../synthetic/stack-numbers.ts";

const now = new Date("2026-11-05T12:00:00.000Z");
const begin = (options: Partial<ReportOptions> = {}) => createReportAggregator({ study, now, ...options });

/** A participant who answered at these local times. */
function person(user_id: string, times: readonly string[], changes: Partial<Submission> = {}) {
  return { user_id, surveys: times.map((time) => acceptedSurvey(time, { user_id, ...changes })) };
}

describe("a report", () => {
  it("counts surveys and participants, and what they did today", () => {
    const aggregator = begin();
    aggregator.add(person("0001", ["2026-11-04T09:00:00", "2026-11-05T09:00:00"]));
    aggregator.add(person("0002", ["2026-11-01T09:00:00"]));
    aggregator.add(person("0003", ["2026-09-01T09:00:00", "2026-11-04T09:00:00"]));
    const withdrawal = { mode: "keep", at: "2026-11-04T00:00:00.000Z", by: "anna@lab" } as const;
    aggregator.add({ ...person("0004", ["2026-11-03T09:00:00"]), withdrawal });
    const report = aggregator.report(stackNumbers(6));
    expect(report.participants).toEqual({
      total: 4,
      takingPart: 2,
      active: 1,
      silent: 1,
      finished: 1,
      notBegun: 0,
      withdrawn: 1,
      testAccounts: 0,
    });
    expect(report.surveys).toEqual({ total: 6, today: 1, outsideStudyDays: 1 });
    expect(report.silent).toEqual({
      rows: [{ participant: "0002", since: "2026-11-01", days: 4, surveys: 1 }],
      more: 0,
    });
    expect(report.adherence).toEqual({ answered: 4, expected: (1 + 4 + 14 + 1) * 5 });
    expect(report.studyDays[0]).toEqual({ answered: 4, expected: 20 });
    expect(report.studyDays).toHaveLength(14);
    expect(report.heatMap.rows.map(({ participant }) => participant)).toEqual([
      "0002",
      "0001",
      "0003",
      "0004",
    ]);
  });

  it("knows from a roster who has sent nothing, who is in which group, and which accounts are for tests", () => {
    const roster = new Map([
      ["0001", { start: "2026-11-04", group: "a" }],
      ["0002", { start: "2026-11-02", group: "b" }],
      ["0003", { start: "2026-12-01" }],
      ["trial", { test: true }],
    ]);
    const aggregator = begin({ roster });
    aggregator.add(person("0001", ["2026-11-04T09:00:00"]));
    aggregator.add(person("trial", ["2026-11-05T09:00:00"], { flags: ["too_slow"] }));
    const sent_at = now.toISOString();
    aggregator.addRejected([
      rejectedDocument(["too_fast"], { sent_at, body: '{"user_id":"trial"}' }),
      rejectedDocument(["too_fast"], { sent_at, body: '{"user_id":"0001"}' }),
    ]);
    const report = aggregator.report(stackNumbers(2));
    expect(report.participants).toMatchObject({
      total: 3,
      active: 1,
      silent: 1,
      notBegun: 1,
      testAccounts: 1,
    });
    expect(report.surveys).toMatchObject({ total: 1, today: 0 });
    expect([report.flags, report.rejected.total]).toEqual([[], 1]);
    expect(report.groups).toEqual([
      { group: "a", participants: 1, answered: 1, expected: 5 },
      { group: "b", participants: 1, answered: 0, expected: 15 },
    ]);
    expect(report.silent.rows).toEqual([{ participant: "0002", since: "2026-11-01", days: 4, surveys: 0 }]);
    expect(JSON.stringify(report)).not.toContain("trial");
  });

  it("counts rejected surveys by each of their reasons, and what is noticed", () => {
    const aggregator = begin();
    aggregator.addRejected([
      rejectedDocument(["no_text"], { sent_at: "2026-11-04T23:59:59.999Z" }),
      rejectedDocument(["too_fast", "no_text"], { sent_at: "2026-11-05T00:00:00.000Z" }),
    ]);
    aggregator.add(person("0001", ["2026-11-05T09:00:00"], { flags: ["straight_lined", "too_slow"] }));
    const { rejected, flags, arrivals } = aggregator.report(stackNumbers(1));
    expect(rejected).toEqual({
      total: 2,
      today: 1,
      reasons: [
        { code: "no_text", surveys: 2 },
        { code: "too_fast", surveys: 1 },
      ],
    });
    expect(flags.map(({ code }) => code).sort()).toEqual(["straight_lined", "too_slow"]);
    expect(arrivals.steps.at(-1)).toEqual({ from: "2026-11-05", accepted: 1, rejected: 1 });
  });

  it("tells what was answered on each study day, in the newest words", () => {
    const aggregator = begin();
    aggregator.add(person("0001", ["2026-11-04T09:00:00", "2026-11-05T09:00:00", "2026-11-05T10:00:00"]));
    const { questionnaires, stepDays } = aggregator.report(stackNumbers(3));
    const [daily, momentary] = questionnaires;
    expect([stepDays, daily?.id, daily?.surveys, momentary?.surveys]).toEqual([1, "daily", 3, 0]);
    expect(daily?.secondsByStep.map((spread) => spread?.count)).toEqual([1, 2]);
    expect(daily?.items[1]).toMatchObject({
      name: "q2",
      label: "I have enough energy for what I want to do.",
      answers: 3,
      trend: {
        answers: [1, 2],
        chosen: [
          [0, 1, 0, 0, 0],
          [0, 2, 0, 0, 0],
        ],
      },
    });
  });

  it("counts a survey of an unknown version, and does not guess what it asked", () => {
    const aggregator = begin();
    aggregator.add(person("0001", ["2026-11-05T09:00:00"], { version: 9 }));
    aggregator.add(person("0002", ["2026-11-05T09:00:00"], { questionnaire: "another" }));
    const { questionnaires, surveys } = aggregator.report(stackNumbers(2));
    expect(surveys.total).toBe(2);
    expect(questionnaires[0]).toMatchObject({ surveys: 1, items: [{ answers: 0 }, {}, {}, {}, {}, {}] });
  });

  it("sums up weeks when the study is long", () => {
    const aggregator = begin({ study: { ...study, plan: { days: 90, promptsPerDay: 5 } } });
    aggregator.add(person("0001", ["2026-10-20T09:00:00", "2026-10-26T09:00:00", "2026-10-27T09:00:00"]));
    const { questionnaires, stepDays, studyDays } = aggregator.report(stackNumbers(3));
    expect([stepDays, studyDays.length]).toEqual([7, 16]);
    expect(questionnaires[0]?.secondsByStep.map((spread) => spread?.count)).toEqual([2, 1]);
  });

  it("names the worst of many silent participants and clocks, and how many more there are", () => {
    const aggregator = begin();
    for (let i = 0; i < 100; i++) {
      const day = String(1 + (i % 4)).padStart(2, "0");
      const ahead = new Date(Date.parse(`2026-11-${day}T09:00:00Z`) - (i + 1) * 600_000).toISOString();
      aggregator.add(person(`p${i}`, [`2026-11-${day}T09:00:00`], { timezone: "UTC", received_at: ahead }));
    }
    const { silent, clocks, participants } = aggregator.report(stackNumbers(100));
    expect([silent.rows.length + silent.more, clocks.compared]).toEqual([participants.silent, 100]);
    expect(silent.rows).toHaveLength(30);
    expect(clocks.rows[0]).toEqual({ participant: "p99", surveys: 1, aheadSeconds: 60_000 });
    expect([clocks.rows.length, clocks.more]).toEqual([30, 70]);
  });

  it("is empty, and not broken, before anybody has answered", () => {
    const report = begin().report(stackNumbers(0));
    expect(report.participants.total).toBe(0);
    expect(report.heatMap).toMatchObject({ days: 0, rows: [], bands: [] });
    expect(report.adherence).toEqual({ answered: 0, expected: 0 });
  });
});
