import type { AuditedAct, Begun, Ended } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { auditReport } from "../src/output/audit-report.ts";

const begun: Begun = {
  format: 1,
  id: "0123456789abcdef",
  act: "redrive",
  begun_at: "2026-11-24T20:14:36.000Z",
  by: "anna@laptop",
  subject: ["m1"],
};
const ended: Ended = {
  format: 1,
  id: begun.id,
  act: begun.act,
  ended_at: "2026-11-24T20:15:00.000Z",
  outcome: "done",
  counts: { redriven: 1_234, ledger_items: 5, failed: 0 },
};
const act = (of: { readonly begun?: Partial<Begun>; readonly ended?: Partial<Ended> } = {}): AuditedAct => ({
  status: "read",
  begun: { ...begun, ...of.begun },
  ended: { ...ended, ...of.ended },
});
const unended: AuditedAct = { status: "read", begun, ended: undefined };

describe("the report on an audit trail", () => {
  it("tells in a line when, who, what, how many and how it ended", () => {
    const [head, line] = auditReport([act()]).split("\n");
    expect(head).toMatch(/when \(UTC\) +who +act +what +counts +outcome/);
    expect(line).toMatch(
      /^ {2}2026-11-24 20:14:36 +anna@laptop +redrive +m1 +1,234 redriven, 5 ledger items +done$/,
    );
  });

  it("tells who asked by AWS's word, where there is one", () => {
    const caller = "arn:aws:iam::123456789012:user/anna";
    expect(auditReport([act({ begun: { caller } })])).toContain(`anna@laptop, ${caller}`);
  });

  it("names the first subjects, and counts the others", () => {
    const report = auditReport([act({ begun: { subject: ["a", "b", "c", "d", "e"] } })]);
    expect(report).toContain("a, b, c and 2 more");
  });

  it("makes an act stand out that never ended, and says what to do", () => {
    const report = auditReport([act(), unended]);
    expect(report).toMatch(/redrive +m1 +NEVER ENDED/);
    expect(report).toContain("1 never ended. The command is still at work, or it was killed.");
    expect(auditReport([act()])).not.toContain("never ended");
  });

  it("tells how an act ended that was interrupted or failed", () => {
    expect(auditReport([act({ ended: { outcome: "interrupted" } })])).toMatch(/interrupted$/m);
    expect(auditReport([act({ ended: { outcome: "failed", error: "LEASE_LOST" } })])).toMatch(
      /failed: LEASE_LOST$/m,
    );
  });

  it("names what cannot be read by its key", () => {
    const report = auditReport([{ status: "unreadable", key: "acts/notes.txt" }]);
    expect(report).toMatch(/acts\/notes\.txt +cannot be read/);
    expect(report).toContain("1 cannot be read. No command of this version wrote that.");
  });

  it("says that there is none", () => {
    expect(auditReport([])).toContain("The audit trail has no such act.");
  });
});
