import { describe, expect, it } from "vitest";
import {
  isWithdrawn,
  namedParticipant,
  rejectedDocumentSchema,
  rejectedSurveySchema,
  type Withdrawal,
  withdrawalSchema,
} from "../src/index.ts";

const AT = "2026-03-02T12:00:00.000Z";
const keep: Withdrawal = { mode: "keep", at: AT, by: "anna@lab" };

describe("a tombstone", () => {
  it("refuses later surveys, and with erase all", () => {
    const time = Date.parse(AT);
    expect(isWithdrawn(undefined, time)).toBe(false);
    expect([time - 1, time, time + 1].map((sentAt) => isWithdrawn(keep, sentAt))).toEqual([
      false,
      true,
      true,
    ]);
    expect(isWithdrawn({ ...keep, mode: "erase" }, 0)).toBe(true);
  });

  it("has a time that sorts as text", () => {
    expect(withdrawalSchema.safeParse(keep).success).toBe(true);
    for (const other of ["2026-03-02T12:00:00Z", "2026-03-02T12:00:00.000+00:00", "2026-03-02", ""]) {
      expect(withdrawalSchema.safeParse({ ...keep, at: other }).success, other).toBe(false);
    }
  });
});

describe("whom a body names", () => {
  it.each([
    ['{"user_id":"0001"}', "0001"],
    ['{"user_id":"0001","q1":"many"}', "0001"],
    ['{"user_id":"a-b_C"}', "a-b_C"],
    ['{"user_id":" 0001"}', undefined],
    ['{"user_id":1}', undefined],
    ['{"user_id":"../etc"}', undefined],
    ['{"participant":"0001"}', undefined],
    ['["0001"]', undefined],
    ['{"user_id":"0001"', undefined],
    ["null", undefined],
    ['{"__proto__":{"user_id":"0001"}}', undefined],
  ])("%s: %s", (body, expected) => {
    expect(namedParticipant(body)).toBe(expected);
  });
});

describe("what is kept of a withdrawn survey", () => {
  const times = { message_id: "m1", sent_at: AT, rejected_at: AT };
  const withdrawn = { format: 1, reasons: [{ code: "withdrawn" }], ...times };

  it("is its id and times, and nothing more", () => {
    expect(rejectedDocumentSchema.safeParse(withdrawn).success).toBe(true);
    for (const more of [{ body: "{}" }, { sender_id: "0001" }, { user_id: "0001" }]) {
      expect(rejectedDocumentSchema.safeParse({ ...withdrawn, ...more }).success).toBe(false);
    }
  });

  it("is no rejected survey with a body, and none of those is withdrawn", () => {
    const rejected = { format: 1, reasons: [{ code: "not_json" }], ...times, sender_id: "", body: "{" };
    expect(rejectedSurveySchema.safeParse(rejected).success).toBe(true);
    expect(rejectedSurveySchema.safeParse({ ...rejected, reasons: [{ code: "withdrawn" }] }).success).toBe(
      false,
    );
    expect(rejectedSurveySchema.safeParse(withdrawn).success).toBe(false);
  });
});
