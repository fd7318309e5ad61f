import { testSeed } from "@lab/testing";
import { expect, it } from "vitest";
import { killOutboxes } from "./outbox-kills.ts";

/** A few in every run; `pnpm --filter @lab/e2e kills` does 500. */
const KILLS = 8;

it("everything an outbox saved arrives and counts once, however often its process is killed", async () => {
  const report = await killOutboxes(KILLS, testSeed);
  expect(report).toMatchObject({ kills: KILLS, lost: [], left: [], rejected: 0 });
  expect(report.saved).toBeGreaterThan(0);
  expect(report).toMatchObject({ ledger: report.stored, counted: report.stored });
});
