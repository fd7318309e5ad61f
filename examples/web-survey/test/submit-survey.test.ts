import { momentary1, momentary2 } from "@lab/study";
import { OutboxStorageError } from "@lab/survey-client";
import { randomAnswers } from "@lab/survey-schema";
import { aSurvey, surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { receiptCode } from "../src/survey/receipt-code.ts";
import { submitSurvey } from "../src/survey/submit-survey.ts";
import { device } from "./device.ts";

const other = surveyText({ q1: 1 });

/** A survey of `momentary`. */
function momentaryText(questionnaire: typeof momentary1 | typeof momentary2, fields: object = {}): string {
  const { user_id, timestamp } = aSurvey();
  return JSON.stringify({
    user_id,
    timestamp,
    time_elapsed: 60,
    questionnaire: `momentary@${questionnaire.version}`,
    ...randomAnswers(questionnaire, () => 0.4),
    ...fields,
  });
}

describe("a submission", () => {
  it("is saved in the outbox, and has a receipt", async () => {
    const { outbox, receipts } = device();
    const code = await receiptCode(aSurvey());
    const id = "0001092821120000.json";
    expect(await submitSurvey(surveyText(), { outbox, receipts })).toEqual({ status: "saved", id, code });
    expect(await outbox.status()).toMatchObject({ waiting: 1 });
    expect(await receipts.all()).toEqual([{ id, code, submittedAt: expect.stringMatching(/Z$/) }]);
  });

  it("is one survey and one receipt, however often it is made", async () => {
    const { outbox, receipts } = device();
    const first = await submitSurvey(surveyText(), { outbox, receipts });
    expect(await submitSurvey(surveyText(), { outbox, receipts })).toEqual(first);
    expect(await outbox.status()).toMatchObject({ waiting: 1 });
    expect(await receipts.all()).toHaveLength(1);
  });

  it.each(["waiting", "sent"])("conflicts with a different one of its second that is %s", async (state) => {
    const { outbox, receipts, sent } = device();
    await submitSurvey(surveyText(), { outbox, receipts });
    if (state === "sent") await outbox.flush();
    const { waiting } = await outbox.status();

    expect(await submitSurvey(other, { outbox, receipts })).toEqual({ status: "conflicting" });
    expect(await outbox.status()).toMatchObject({ waiting });
    await outbox.flush();
    expect(sent).toEqual([JSON.stringify(aSurvey())]);
    expect(await receipts.all()).toMatchObject([{ code: await receiptCode(aSurvey()) }]);
  });

  it("conflicts with a different one that another program saved, which has no receipt", async () => {
    const { outbox, receipts } = device();
    await outbox.save(aSurvey());
    expect(await submitSurvey(other, { outbox, receipts })).toEqual({ status: "conflicting" });
    expect(await receipts.all()).toEqual([]);
  });

  it("that can never be sent is refused", async () => {
    const { outbox, receipts } = device();
    expect(await submitSurvey(surveyText({ q1: 9 }), { outbox, receipts })).toEqual({
      status: "refused",
      items: ["q1"],
    });
    expect(await receipts.all()).toEqual([]);
  });

  it("names what could not be sent even of an unknown questionnaire", async () => {
    const { outbox, receipts } = device();
    const text = surveyText({ questionnaire: "weekly@1" });
    expect(await submitSurvey(text, { outbox, receipts })).toEqual({ status: "refused", items: [] });
  });

  it("of another questionnaire in the same second is another submission", async () => {
    const { outbox, receipts } = device();
    await submitSurvey(surveyText(), { outbox, receipts });
    const text = momentaryText(momentary2);
    const id = "0001092821120000.momentary.json";
    expect(await submitSurvey(text, { outbox, receipts })).toMatchObject({ status: "saved", id });
    expect(await outbox.status()).toMatchObject({ waiting: 2 });
  });

  it("that fails an attention check is sent like any other, also where the lab will reject it", async () => {
    for (const questionnaire of [momentary1, momentary2]) {
      const { outbox, receipts } = device();
      const text = momentaryText(questionnaire, { check: 5 });
      expect(await submitSurvey(text, { outbox, receipts })).toMatchObject({ status: "saved" });
    }
  });

  it("that the storage does not take has no receipt", async () => {
    const { receipts } = device();
    const outbox = {
      save: () => Promise.reject(new OutboxStorageError("no", new DOMException("", "QuotaExceededError"))),
    };
    const submission = await submitSurvey(surveyText(), { outbox, receipts });
    expect(submission).toEqual({ status: "not_saved", code: "FULL" });
    expect(await receipts.all()).toEqual([]);
  });

  it("is saved even if its receipt cannot be kept", async () => {
    const { outbox } = device();
    const receipts = {
      all: () => Promise.reject(new Error("no")),
      keep: () => Promise.reject(new Error("no")),
    };
    expect(await submitSurvey(surveyText(), { outbox, receipts })).toMatchObject({ status: "saved" });
    expect(await outbox.status()).toMatchObject({ waiting: 1 });
  });
});
