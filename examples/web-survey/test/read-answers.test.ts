import { MAX_FREETEXT_CHARACTERS, surveySchema } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../src/survey/read-answers.ts";
import { answeredForm } from "./answered-form.ts";

const fieldsWithProblems = (fields: Readonly<Record<string, string | undefined>>) => {
  const read = readAnswers(answeredForm(fields));
  return read.complete ? [] : read.problems.map(({ field }) => field);
};

describe("the form", () => {
  it("gives what a survey needs besides its time", () => {
    const read = readAnswers(answeredForm());
    if (!read.complete) throw new Error("the form is answered");
    expect(read.answers).toEqual({
      user_id: "0001",
      q1: 5,
      q2: 3,
      q3: 2,
      q4: 2,
      q5: 4,
      freetext: "a fine day",
    });
    const survey = { ...read.answers, timestamp: "092821120000", time_elapsed: 0 };
    expect(surveySchema.safeParse(survey).success).toBe(true);
  });

  it("drops what a phone's keyboard adds around a text", () => {
    const read = readAnswers(answeredForm({ user_id: " 0001 ", freetext: "\n fine \n" }));
    expect(read).toMatchObject({ complete: true, answers: { user_id: "0001", freetext: "fine" } });
  });

  it("names everything that is missing, in the order of the page", () => {
    const nothing = Object.fromEntries([...answeredForm().keys()].map((name) => [name, undefined]));
    expect(fieldsWithProblems(nothing)).toEqual(["user_id", "q1", "q2", "q3", "q4", "q5", "freetext"]);
  });

  it.each([
    ["user_id", "with spaces", "no spaces"],
    ["user_id", "of 65 characters", "x".repeat(65)],
    ["q1", "below the scale", "0"],
    ["q2", "above the scale", "6"],
    ["q3", "between two answers", "2.5"],
    ["q4", "that is empty", ""],
    ["q5", "that is no number", "often"],
    ["freetext", "that is blank", "  \n "],
    ["freetext", "that is too long", "x".repeat(MAX_FREETEXT_CHARACTERS + 1)],
  ])("refuses a %s %s", (field, _what, value) => {
    expect(fieldsWithProblems({ [field]: value })).toEqual([field]);
  });

  it("counts a text's characters as people do", () => {
    expect(fieldsWithProblems({ freetext: "😀".repeat(MAX_FREETEXT_CHARACTERS) })).toEqual([]);
  });

  it("says which Likert item is meant", () => {
    const read = readAnswers(answeredForm({ q3: undefined }));
    expect(read).toMatchObject({ complete: false, problems: [{ field: "q3", question: "I feel calm." }] });
  });
});
