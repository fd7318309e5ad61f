import { describe, expect, it } from "vitest";
import type { Rebuilt } from "../src/rebuild/rebuild.ts";
import { isRebuilt, rebuildReport } from "../src/rebuild/rebuild-report.ts";
import type { Reconciliation } from "../src/reconcile/reconcile.ts";
import { countByKind, reconcileReport } from "../src/reconcile/reconcile-report.ts";

const empty = { waiting: 0, inFlight: 0 };
const healthy: Reconciliation = {
  objects: 12_345,
  ledgerItems: 12_345,
  participants: 9,
  rejected: 1,
  undelivered: 0,
  redriven: 0,
  queue: empty,
  deadLetterQueue: empty,
  differences: [],
};

describe("the report on a reconciliation", () => {
  it("says that there is no difference", () => {
    expect(reconcileReport(healthy)).toMatch(/12,345[\s\S]*no difference/);
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
  problems: [],
  triggerWasOn: true,
};

describe("the report on a rebuilding", () => {
  it("is content when both tables are what the bucket says", () => {
    expect(isRebuilt({ ...rebuilt, submissions: { ...unchanged, added: 5 } })).toBe(true);
    expect(rebuildReport(rebuilt)).toContain("Both tables are what the surveys bucket says.");
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

  it("says that the trigger stays off when it was", () => {
    expect(rebuildReport({ ...rebuilt, triggerWasOn: false })).toContain("stays off");
  });
});
