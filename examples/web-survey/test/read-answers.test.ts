import { daily, judge, momentary2 } from "@lab/study";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../src/survey/read-answers.ts";
import { answeredDaily, entered } from "./entered.ts";

const fieldsWithProblems = (fields: Readonly<Record<string, string | undefined>>) =>
  readAnswers(daily, answeredDaily(fields)).problems.map(({ field }) => field);

const MAX_CHARACTERS = 10_000;

describe("the form of the default questionnaire", () => {
  it("gives what a survey needs besides its time", () => {
    const { user_id, answers, problems } = readAnswers(daily, answeredDaily());
    expect(problems).toEqual([]);
    expect(user_id).toBe("0001");
    expect(answers).toEqual({ q1: 5, q2: 3, q3: 2, q4: 2, q5: 4, freetext: "a fine day" });
    const survey = { user_id, ...answers, timestamp: "092821120000", time_elapsed: 5 };
    expect(judge.judge(JSON.stringify(survey)).valid).toBe(true);
  });

  it("drops what a phone's keyboard adds around a text", () => {
    const read = readAnswers(daily, answeredDaily({ user_id: " 0001 ", freetext: "\n fine \n" }));
    expect(read).toMatchObject({ problems: [], user_id: "0001", answers: { freetext: "fine" } });
  });

  it("names everything that is missing, in the order of the page", () => {
    const nothing = Object.fromEntries([...answeredDaily().values.keys()].map((name) => [name, undefined]));
    expect(fieldsWithProblems(nothing)).toEqual(["user_id", "q1", "q2", "q3", "q4", "q5", "freetext"]);
  });

  it.each([
    ["user_id", "with spaces", "no spaces"],
    ["user_id", "of 65 characters", "x".repeat(65)],
    ["q4", "that is empty", ""],
    ["freetext", "that is blank", "  \n "],
    ["freetext", "that is too long", "x".repeat(MAX_CHARACTERS + 1)],
  ])("refuses a %s %s", (field, _what, value) => {
    expect(fieldsWithProblems({ [field]: value })).toEqual([field]);
  });

  it("counts a text's characters as people do", () => {
    expect(fieldsWithProblems({ freetext: "😀".repeat(MAX_CHARACTERS) })).toEqual([]);
  });
});

const feelings = momentary2.items.filter(({ kind }) => kind === "likert").map(({ name }) => [name, "2"]);
const answered = {
  user_id: "0001",
  ...Object.fromEntries(feelings),
  stress: "50",
  energy: "0",
  place: "on_the_way",
  company: ["friends", "family"],
  pleasant: "80",
  sleep: "7,5",
  woke_at: "06:30",
};

describe("the form of a questionnaire with every kind of item", () => {
  it("gives answers that the judge accepts", () => {
    const { answers, problems } = readAnswers(momentary2, entered({ ...answered, exercise: "2026-03-01" }));
    expect(problems).toEqual([]);
    expect(answers).toMatchObject({
      stress: 50,
      place: "on_the_way",
      company: ["friends", "family"],
      pleasant: 80,
      sleep: 7.5,
      woke_at: "06:30",
      exercise: "2026-03-01",
    });
    expect(Object.keys(answers)).not.toContain("note");
    const envelope = {
      user_id: "0001",
      timestamp: "092821120000",
      time_elapsed: 60,
      questionnaire: "momentary@2",
    };
    expect(judge.judge(JSON.stringify({ ...envelope, ...answers }))).toMatchObject({ valid: true });
  });

  it("leaves out an item that another answer hides, whatever stands in its field", () => {
    const shown = readAnswers(momentary2, entered({ ...answered, company: ["family"] }));
    expect(shown.shown.has("pleasant")).toBe(true);
    expect(shown.answers).toHaveProperty("pleasant", 80);
    const hidden = readAnswers(momentary2, entered({ ...answered, company: ["family", "alone"] }));
    expect(hidden.shown.has("pleasant")).toBe(false);
    expect(hidden.answers).not.toHaveProperty("pleasant");
    expect(hidden.problems).toEqual([]);
  });

  it("asks for an item only where it is shown", () => {
    const { pleasant: _, ...without } = answered;
    const problems = (company: readonly string[]) =>
      readAnswers(momentary2, entered({ ...without, company })).problems;
    expect(problems(["friends"])).toEqual([
      { field: "pleasant", mistake: { code: "missing", kind: "slider" } },
    ]);
    expect(problems(["alone"])).toEqual([]);
    expect(problems([]).map(({ field }) => field)).toEqual(["company"]);
  });

  it("names half a date as what it is, though nobody asks for one", () => {
    expect(readAnswers(momentary2, entered(answered, ["exercise"])).problems).toEqual([
      { field: "exercise", mistake: { code: "not_a_date" } },
    ]);
  });
});
