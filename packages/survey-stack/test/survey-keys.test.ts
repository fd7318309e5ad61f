import { surveyObjectKey } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { LedgerSummaries } from "../src/contents/ledger-summary.ts";
import { objectKeyOf, submissionOfKey } from "../src/contents/submission-of-key.ts";

describe("a key of the surveys bucket", () => {
  it.each([
    ["0001092821120000.json", { user_id: "0001", submission_time: "2021-09-28T12:00:00" }],
    [
      "0001092821120000.momentary.json",
      { user_id: "0001", submission_time: "2021-09-28T12:00:00#momentary" },
    ],
    ["12022924235959.json", { user_id: "12", submission_time: "2024-02-29T23:59:59" }],
    [
      `${"a".repeat(64)}010100000000.json`,
      { user_id: "a".repeat(64), submission_time: "2000-01-01T00:00:00" },
    ],
  ])("%s tells its submission, and comes from it", (key, submission) => {
    expect(submissionOfKey(key)).toEqual(submission);
    expect(objectKeyOf(submission)).toBe(key);
  });

  it.each([
    "092821120000.json",
    "0001022921120000.json",
    "0001092821120000",
    "a/b092821120000.json",
    `${"a".repeat(65)}010100000000.json`,
    "",
  ])("is not %j", (key) => {
    expect(submissionOfKey(key)).toBeUndefined();
  });

  it("is the one under which the processor stores", () => {
    const survey = { user_id: "p_1", timestamp: "123199235959" };
    expect(objectKeyOf({ user_id: "p_1", submission_time: "2099-12-31T23:59:59" })).toBe(
      surveyObjectKey(survey),
    );
  });
});

describe("the ledger's sums", () => {
  it("have each participant's count and newest time, in whatever order the items come", () => {
    const sums = new LedgerSummaries();
    for (const day of ["02", "03", "01"])
      sums.add({ user_id: "a", submission_time: `2021-01-${day}T00:00:00` });
    sums.add({ user_id: "b", submission_time: "2020-01-01T00:00:00" });
    expect(sums.of("a")).toEqual({
      count: 3,
      newest: [{ user_id: "a", submission_time: "2021-01-03T00:00:00", sha256: undefined }],
    });
    expect(sums.of("c")).toBeUndefined();
    expect([...sums.participants]).toEqual(["a", "b"]);
  });

  it("have the newest of each questionnaire", () => {
    const sums = new LedgerSummaries();
    const times = ["2021-01-02T00:00:00", "2021-01-01T00:00:00#momentary", "2021-01-03T00:00:00#momentary"];
    for (const submission_time of times) sums.add({ user_id: "a", submission_time, canonical_sha256: "x" });
    expect(sums.of("a")).toEqual({
      count: 3,
      newest: [
        { user_id: "a", submission_time: "2021-01-02T00:00:00", sha256: "x" },
        { user_id: "a", submission_time: "2021-01-03T00:00:00#momentary", sha256: "x" },
      ],
    });
  });
});
