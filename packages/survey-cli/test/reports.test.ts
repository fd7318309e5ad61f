import type { Rebuilt, Reconciliation } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { isRebuilt, rebuildReport } from "../src/output/rebuild-report.ts";
import { countByKind, reconcileReport } from "../src/output/reconcile-report.ts";

const empty = { waiting: 0, inFlight: 0 };
const healthy: Reconciliation = {
  deep: false,
  objects: 12_345,
  ledgerItems: 12_345,
  participants: 9,
  rejected: 1,
  undelivered: 0,
  redriven: 0,
  rejudged: 0,
  queue: empty,
  deadLetterQueue: empty,
  differences: [],
  notes: [],
};

describe("the report on a reconciliation", () => {
  it("says that there is no difference", () => {
    expect(reconcileReport(healthy)).toMatch(/12,345[\s\S]*no difference/);
  });

  it("says whether every body was read", () => {
    expect(reconcileReport(healthy)).toContain("--deep reads and judges them all");
    expect(reconcileReport({ ...healthy, deep: true })).toContain("Every body was read and judged");
  });

  it("tells notes beside the verdict, and says what to do", () => {
    const notes: Reconciliation["notes"] = [
      {
        kind: "device_clock_ahead",
        user_id: "p1",
        submission_time: "2099-01-01T00:00:00",
        received_at: "2026-03-02T12:00:00.000Z",
      },
      { kind: "etag_differs", key: "p1092821120000.json" },
    ];
    const report = reconcileReport({ ...healthy, notes });
    expect(report).toMatch(
      /Note: 1 surveys that a device dated[\s\S]*- p1 2099-01-01T00:00:00 \(the queue took/,
    );
    expect(report).toMatch(/another ETag[\s\S]*rebuild[\s\S]*- p1092821120000\.json/);
    expect(report).toContain("no difference");
  });

  it("says of each kind of difference what to do", () => {
    const report = reconcileReport({ ...healthy, differences: [{ kind: "hash_differs", key: "k.json" }] });
    expect(report).toMatch(/- k\.json\n {2}The object or the ledger was changed[\s\S]*older version/);
  });

  it("groups differences by kind, each by its id", () => {
    const differences: Reconciliation["differences"] = [
      { kind: "participant_missing", user_id: "p1" },
      { kind: "count_differs", user_id: "p3", counted: 4, ledger_items: 3 },
      { kind: "participant_missing", user_id: "p2" },
    ];
    const report = reconcileReport({ ...healthy, differences });
    expect(report).toMatch(/2 participants who are in the ledger and have no record\n {2}- p1\n {2}- p2\n/);
    expect(report).toContain("- p3 (counted 4, ledger 3)");
    expect(countByKind(differences)).toEqual({ participant_missing: 2, count_differs: 1 });
  });
});

const unchanged = { unchanged: 3, added: 0, replaced: 0, surplus: 0, pruned: 0 };
const rebuilt: Rebuilt = {
  dryRun: false,
  submissions: unchanged,
  participants: unchanged,
  tombstones: 0,
  problems: [],
  triggerWasOn: true,
};

describe("the report on a rebuilding", () => {
  it("is content when both tables are what the bucket says", () => {
    expect(isRebuilt({ ...rebuilt, submissions: { ...unchanged, added: 5 } })).toBe(true);
    expect(rebuildReport(rebuilt)).toContain("Both tables agree with the surveys bucket.");
  });

  it("is not when something would change in a dry run, was left, or could not be mended", () => {
    const added = { ...unchanged, added: 5 };
    expect(isRebuilt({ ...rebuilt, dryRun: true, submissions: added })).toBe(false);
    const surplus = { ...rebuilt, participants: { ...unchanged, surplus: 1 } };
    expect(isRebuilt(surplus)).toBe(false);
    expect(rebuildReport(surplus)).toContain("--prune");
    const problem = { ...rebuilt, problems: [{ kind: "object_unreadable", id: "x.json" }] as const };
    expect(isRebuilt(problem)).toBe(false);
    expect(rebuildReport(problem)).toContain("x.json: in the surveys bucket, but");
  });

  it("ends in a sentence that is not green when there is a problem, in a dry run too", () => {
    const problems = [
      { kind: "ledger_hash_differs", id: "x.json" },
      { kind: "ledger_item_unknown", id: "p1 2021-09-28T12:00:00#momentary" },
    ] as const;
    expect(isRebuilt({ ...rebuilt, problems })).toBe(false);
    const report = rebuildReport({ ...rebuilt, problems });
    expect(report).toContain("x.json: refused: the ledger has another hash, which is never replaced.");
    expect(report.split("\n").at(-1)).toMatch(
      /do not agree with the surveys bucket\. 2 problems are named above/,
    );
    const dry = rebuildReport({ ...rebuilt, problems: problems.slice(0, 1), dryRun: true });
    expect(dry.split("\n").at(-1)).toMatch(/1 problem is named above, and nothing was written/);
  });

  it("tells of tombstones that come back from the audit trail", () => {
    expect(rebuildReport(rebuilt)).not.toContain("ombstone");
    const restored = { ...rebuilt, tombstones: 2 };
    expect(rebuildReport(restored)).toContain("back from the audit trail: 2");
    expect(isRebuilt(restored)).toBe(true);
    expect(isRebuilt({ ...restored, dryRun: true })).toBe(false);
  });

  it("says that the trigger stays off when it was", () => {
    expect(rebuildReport({ ...rebuilt, triggerWasOn: false })).toContain("stays off");
  });
});
