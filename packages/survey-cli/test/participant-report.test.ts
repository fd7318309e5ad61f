import type { Submission } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { participantReport } from "../src/output/participant-report.ts";

const submission: Submission = {
  format: 1,
  user_id: "0001",
  submission_time: "2026-03-02T07:15:00#sleep",
  object_key: "0001030226071500.sleep.json",
  canonical_sha256: "0".repeat(64),
  object_etag: "e",
  received_at: "2026-03-02T06:15:05.000Z",
  questionnaire: "sleep",
  version: 1,
  time_elapsed: 64,
  flags: ["too_slow"],
};

describe("the report on a participant", () => {
  it("shows the answers to each questionnaire by name, and the ledger", () => {
    const record = { user_id: "0001", sleep_answers: { rested: 35, company: ["a", "b"] }, q1: 4 };
    const report = participantReport({ record, submissions: [submission], bodies: new Map() });
    expect(report).toContain(
      [
        "  q1                     4",
        "  sleep_answers.company  a, b",
        "  sleep_answers.rested   35",
        "  user_id                0001",
      ].join("\n"),
    );
    expect(report).toMatch(
      /^ {2}2026-03-02 07:15:00 {2}sleep@1 +64 +too_slow {2}0001030226071500\.sleep\.json$/m,
    );
    expect(report).not.toContain("raw surveys");
  });

  it("shows raw surveys as they were received, and says where something is missing", () => {
    const body = '{ "user_id":  "0001" }';
    const report = participantReport({ submissions: [], bodies: new Map([["key.json", body]]) });
    expect(report).toContain(`  key.json\n${body}\n`);
    expect(report.match(/There is none/g)).toHaveLength(2);
  });
});
