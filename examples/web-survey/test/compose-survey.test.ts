import { daily, judge, momentary2, study } from "@lab/study";
import { randomAnswers } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { composeSurvey, dateTime, utcOffset } from "../src/survey/compose-survey.ts";

const parts = {
  defaultQuestionnaire: study.defaultQuestionnaire,
  user_id: "0001",
  time_elapsed: 61.5,
  startedAt: new Date(2026, 2, 2, 11, 59, 0),
  submittedAt: new Date(2026, 2, 2, 12, 0, 1),
  prompt: { scheduled_at: "2026-03-02T11:55:00+01:00" },
};

describe("a survey as it is sent", () => {
  it("is, for the default's version 1, exactly what it was before there were questionnaires", () => {
    const answers = { q1: 5, q2: 3, q3: 2, q4: 2, q5: 4, freetext: "a fine day" };
    expect(composeSurvey({ ...parts, questionnaire: daily, answers })).toBe(
      '{"user_id":"0001","q1":5,"q2":3,"q3":2,"q4":2,"q5":4,"freetext":"a fine day","timestamp":"030226120001","time_elapsed":61.5}',
    );
  });

  it("names a later version of the default", () => {
    const text = composeSurvey({ ...parts, questionnaire: { id: "daily", version: 2 }, answers: {} });
    expect(JSON.parse(text)).toMatchObject({ questionnaire: "daily@2", started_at: expect.any(String) });
  });

  it("names any other questionnaire, and has the times, all as the judge accepts them", () => {
    const answers = { ...randomAnswers(momentary2, () => 0.4), upset: 5 };
    const text = composeSurvey({ ...parts, questionnaire: momentary2, answers });
    expect(JSON.parse(text)).toEqual({
      user_id: "0001",
      ...answers,
      timestamp: "030226120001",
      time_elapsed: 61.5,
      questionnaire: "momentary@2",
      timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      utc_offset: utcOffset(parts.submittedAt),
      scheduled_at: "2026-03-02T11:55:00+01:00",
      started_at: dateTime(parts.startedAt),
    });
    expect(judge.judge(text)).toMatchObject({ valid: true, flags: [] });
  });
});

/** A moment in a place that is so many minutes ahead of UTC. */
class Elsewhere extends Date {
  readonly #ahead: number;
  constructor(ahead: number) {
    super(2026, 2, 2, 9, 8, 7);
    this.#ahead = ahead;
  }
  override getTimezoneOffset(): number {
    return -this.#ahead;
  }
}

it.each([
  [0, "+00:00"],
  [60, "+01:00"],
  [345, "+05:45"],
  [-210, "-03:30"],
  [840, "+14:00"],
])("an offset of %d minutes is written %s", (minutes, offset) => {
  expect(utcOffset(new Elsewhere(minutes))).toBe(offset);
  expect(dateTime(new Elsewhere(minutes))).toBe(`2026-03-02T09:08:07${offset}`);
});
