import { expect, it } from "vitest";
import { participantState, UnreadableWithdrawalError } from "../../src/index.ts";

const attributes = new Map([
  ["daily", "last_submission_time"],
  ["momentary", "momentary_submission_time"],
]);

it("tells the tombstone, and the times by questionnaire", () => {
  const withdrawal = { mode: "keep", at: "2026-03-02T12:00:00.000Z", by: "anna@lab" };
  const item = { user_id: "0001", withdrawal, momentary_submission_time: "2026-03-01T08:00:00", q1: 3 };
  expect(participantState(item, attributes)).toEqual({
    withdrawal,
    times: new Map([["momentary", "2026-03-01T08:00:00"]]),
  });
});

it.each([
  ["no map", "erase"],
  ["another mode", { mode: "delete", at: "2026-03-02T12:00:00.000Z", by: "anna@lab" }],
  ["a time that does not sort as text", { mode: "keep", at: "2026-03-02T12:00:00Z", by: "anna@lab" }],
  ["nobody", { mode: "keep", at: "2026-03-02T12:00:00.000Z", by: "" }],
  ["null", null],
])("takes a tombstone that it cannot read for no absence of one: %s", (_, withdrawal) => {
  expect(() => participantState({ user_id: "0001", withdrawal }, attributes)).toThrow(
    UnreadableWithdrawalError,
  );
});
