import { judgeSurvey, MIN_TIME_ELAPSED } from "@lab/survey-schema";
import { aSurvey } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { isBlank } from "../src/survey/is-blank.ts";
import { readAnswers } from "../src/survey/read-answers.ts";
import { submitSurvey } from "../src/survey/submit-survey.ts";
import { answeredForm } from "./answered-form.ts";
import { device } from "./device.ts";

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
    const judged = judgeSurvey(JSON.stringify(aSurvey({ freetext })));
    expect(isBlank(freetext)).toBe(!judged.valid);
    const read = readAnswers(answeredForm({ freetext }));
    expect(read.complete).toBe(judged.valid);
  });

  it.each([0, 0.1, MIN_TIME_ELAPSED])("is not saved when it took %d seconds", async (time_elapsed) => {
    const { outbox, storage, receipts } = device();
    expect(await submitSurvey(aSurvey({ time_elapsed }), { outbox, receipts })).toEqual({
      status: "too_fast",
    });
    expect(await storage.list()).toEqual([]);
    expect(await receipts.all()).toEqual([]);
  });

  it("is saved when it took a tenth of a second more, with the time that it took", async () => {
    const { outbox, receipts, sent } = device();
    const time_elapsed = MIN_TIME_ELAPSED + 0.1;
    expect(await submitSurvey(aSurvey({ time_elapsed }), { outbox, receipts })).toMatchObject({
      status: "saved",
    });
    await outbox.flush();
    expect(sent).toEqual([JSON.stringify(aSurvey({ time_elapsed }))]);
  });
});
