import { daily, judge } from "@lab/study";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../src/survey/read-answers.ts";
import { submitSurvey } from "../src/survey/submit-survey.ts";
import { device } from "./device.ts";
import { answeredDaily } from "./entered.ts";

const MIN_SECONDS = 3;

describe("what the processor would reject", () => {
  it.each([
    "",
    " \n\t",
    "\u00a0\u3000",
    "\u200b",
    "\u3164",
    "\u200d\u2060",
    "\u00ad",
    ".",
    "a\u200b",
    "😀",
    "0",
  ])("is no text for the page exactly if it is none for the processor: %j", (freetext) => {
    const judged = judge.judge(surveyText({ freetext }));
    const { problems } = readAnswers(daily, answeredDaily({ freetext }));
    expect(problems.length === 0).toBe(judged.valid);
  });

  it.each([0, 0.1, MIN_SECONDS])("is not saved when it took %d seconds", async (time_elapsed) => {
    const { outbox, storage, receipts } = device();
    expect(await submitSurvey(surveyText({ time_elapsed }), { outbox, receipts })).toEqual({
      status: "too_fast",
      seconds: MIN_SECONDS,
    });
    expect(await storage.list()).toEqual([]);
    expect(await receipts.all()).toEqual([]);
  });

  it("is not saved without its text, and the item is named", async () => {
    const { outbox, receipts } = device();
    const text = surveyText({ freetext: " " });
    expect(await submitSurvey(text, { outbox, receipts })).toEqual({
      status: "refused",
      items: ["freetext"],
    });
  });

  it("is saved when it took a tenth of a second more, with the time that it took", async () => {
    const { outbox, receipts, sent } = device();
    const time_elapsed = MIN_SECONDS + 0.1;
    expect(await submitSurvey(surveyText({ time_elapsed }), { outbox, receipts })).toMatchObject({
      status: "saved",
    });
    await outbox.flush();
    expect(sent).toEqual([surveyText({ time_elapsed })]);
  });
});
