import fc from "@lab/testing/fast-check";
import { aSurvey, type SurveyFields, surveyText } from "@lab/testing/survey";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Answers, StudySurvey } from "../src/index.ts";
import { type daily, judge, type study } from "./a-study.ts";

const codes = (text: string) => {
  const judged = judge.judge(text);
  return judged.valid ? [] : judged.reasons.map((reason) => reason.code);
};

/** The paths of a malformed survey's issues, as text. */
const issuePaths = (text: string) => {
  const parsed = judge.parse(text);
  if (parsed.wellFormed) return [];
  return parsed.reasons.flatMap((reason) =>
    reason.code === "malformed" ? reason.issues.map(({ path }) => path.join(".")) : [],
  );
};

it("the survey that all tests share is a valid one, with the fields of the questionnaire and no other", () => {
  const { user_id, timestamp, time_elapsed, ...answers } = aSurvey();
  expect(judge.judge(surveyText())).toMatchObject({
    valid: true,
    survey: { user_id, timestamp, time_elapsed, answers, answered: { id: "daily", version: 1 } },
    flags: [],
  });
  expectTypeOf<SurveyFields>().toExtend<StudySurvey<typeof study>>();
  expectTypeOf<keyof SurveyFields>().toEqualTypeOf<
    keyof Answers<typeof daily> | "user_id" | "timestamp" | "time_elapsed"
  >();
});

describe("the verdict rules", () => {
  it.each([
    [3, ["too_fast"]],
    [3.0001, []],
    [0, ["too_fast"]],
    [-0.0001, ["malformed"]],
    [86_400, []],
  ])("time_elapsed %d gives %j", (time_elapsed, expected) => {
    expect(codes(surveyText({ time_elapsed }))).toEqual(expected);
  });

  it.each(["", " ", "\n\t\r", "\u00a0\u2003\ufeff"])("freetext %j is blank", (freetext) => {
    expect(codes(surveyText({ freetext }))).toEqual(["no_text"]);
  });

  it("gives every reason that applies", () => {
    expect(codes(surveyText({ time_elapsed: 1, freetext: " " }))).toEqual(["too_fast", "no_text"]);
  });
});

describe("the schema", () => {
  it.each([
    ["user_id", "a".repeat(64)],
    ["user_id", "A_z-09"],
    ["timestamp", "022924000000"],
    ["timestamp", "123199235959"],
    ["q1", 1],
    ["q5", 5],
    ["freetext", "x".repeat(10_000)],
    ["freetext", "😀".repeat(10_000)],
    ["freetext", "null\u0000byte"],
  ])("takes %s = %j", (field, value) => {
    expect(codes(surveyText({ [field]: value }))).toEqual([]);
  });

  it.each([
    ["user_id", ""],
    ["user_id", "a".repeat(65)],
    ["user_id", "../0001"],
    ["user_id", "0001\n"],
    ["user_id", "00 01"],
    ["user_id", "é"],
    ["user_id", 1],
    ["user_id", undefined],
    ["timestamp", "022921000000"],
    ["timestamp", "133121000000"],
    ["timestamp", "000121000000"],
    ["timestamp", "092821240000"],
    ["timestamp", "092821126000"],
    ["timestamp", "092821120060"],
    ["timestamp", "0928211200000"],
    ["timestamp", "09282112000"],
    ["timestamp", "٠٩٢٨٢١١٢٠٠٠٠"],
    ["timestamp", 92821120000],
    ["time_elapsed", "5"],
    ["time_elapsed", null],
    ["time_elapsed", -1],
    ["q1", 0],
    ["q2", 6],
    ["q3", 2.5],
    ["q4", "3"],
    ["q5", undefined],
    ["freetext", "x".repeat(10_001)],
    ["freetext", "😀".repeat(10_001)],
    ["freetext", "x".repeat(400_000)],
    ["freetext", null],
  ])("refuses %s = %j and says where", (field, value) => {
    expect(codes(surveyText({ [field]: value }))).toEqual(["malformed"]);
    expect(issuePaths(surveyText({ [field]: value }))).toEqual([field]);
  });

  it.each(["[]", "null", '"text"', "5", "true"])("refuses %s: not an object", (text) => {
    expect(codes(text)).toEqual(["malformed"]);
  });

  it.each(["", "{", "not json", "{'user_id': 1}", "\ufeff{}", "{} {}", "NaN"])("%j is not JSON", (text) => {
    expect(codes(text)).toEqual(["not_json"]);
  });

  it("allows unknown fields and keeps them out of the survey", () => {
    const text = '{"__proto__":{"q1":9},"mood":"fine",'.concat(surveyText().slice(1));
    const judged = judge.judge(text);
    expect(judged).toMatchObject({ valid: true, survey: { user_id: "0001", answers: { q1: 5 } } });
    if (!judged.valid) return;
    expect(Object.keys(judged.survey.answers)).not.toContain("mood");
    expect(Object.getPrototypeOf(judged.survey.answers)).toBe(Object.prototype);
    expect(judged.json).toHaveProperty("mood", "fine");
  });

  it("takes further reasons for a well-formed survey, and asks for none where there is no survey", () => {
    const sender_id = "AROAEXAMPLE:0002";
    const asked: string[] = [];
    const codesWith = (text: string) => {
      const judged = judge.judge(text, ({ user_id }) => {
        asked.push(user_id);
        return [{ code: "wrong_sender", sender_id }];
      });
      return judged.valid ? [] : judged.reasons.map(({ code }) => code);
    };
    expect(codesWith(surveyText())).toEqual(["wrong_sender"]);
    expect(codesWith(surveyText({ time_elapsed: 3 }))).toEqual(["wrong_sender", "too_fast"]);
    expect(codesWith(surveyText({ q1: 6 }))).toEqual(["malformed"]);
    expect(codesWith("no survey")).toEqual(["not_json"]);
    expect(asked).toEqual(["0001", "0001"]);
  });

  it("never quotes a participant's values in its issues", () => {
    const secret = "never-in-a-log";
    const judged = judge.judge(
      surveyText({ user_id: `${secret} `, q1: secret, freetext: 7, timestamp: secret }),
    );
    expect(judged.valid).toBe(false);
    expect(JSON.stringify(judged)).not.toContain(secret);
  });

  it("comes to a verdict about any text and any JSON, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        expect(judge.judge(text).valid).toBe(false);
      }),
    );
  });
});
