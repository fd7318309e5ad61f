import { hash } from "node:crypto";
import { aSurvey } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { receiptCode } from "../src/survey/receipt-code.ts";

describe("a receipt code", () => {
  it("is the beginning of the SHA-256 of the canonical JSON", async () => {
    // Names in order, no space: RFC 8785, written by hand.
    const canonical =
      '{"freetext":"a fine day","q1":5,"q2":3,"q3":2,"q4":2,"q5":4,"time_elapsed":5,"timestamp":"092821120000","user_id":"0001"}';
    const code = await receiptCode(aSurvey());
    expect(code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/);
    expect(code.replaceAll("-", "").toLowerCase()).toBe(hash("sha256", canonical).slice(0, 12));
  });

  it("is the same for the same survey, in whatever order its fields are", async () => {
    const reversed = Object.fromEntries(Object.entries(aSurvey()).toReversed());
    expect(await receiptCode(reversed)).toBe(await receiptCode(aSurvey()));
  });

  it.each([{ q1: 4 }, { freetext: "a fine day." }, { timestamp: "092821120001" }, { user_id: "1" }])(
    "is another with %j",
    async (fields) => {
      expect(await receiptCode(aSurvey(fields))).not.toBe(await receiptCode(aSurvey()));
    },
  );
});
