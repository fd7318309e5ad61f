import type { Receipt } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { receiptLines } from "../src/output/receipt-report.ts";

const balanced: Receipt = {
  sent: 4,
  accepted: 2,
  duplicates: 1,
  rejected: 1,
  rejectedBy: new Map([["too_fast", 1]]),
  objects: 2,
  ledgerItems: 2,
  sumOfCounts: 2,
  queued: 0,
  deadLetters: 0,
  differences: [],
};
const printed = (change: Partial<Receipt>) => receiptLines({ ...balanced, ...change }).join("\n");

describe("a printed receipt", () => {
  it("says that nothing was lost, when it balances", () => {
    expect(printed({})).toContain("sent 4 = accepted 2 + duplicates 1 + rejected 1");
    expect(printed({})).toContain("nothing was lost");
    expect(printed({})).not.toContain("✗");
  });

  it.each<[Partial<Receipt>, string]>([
    [{ sent: 5 }, "✗ sent 5 = accepted 2"],
    [{ objects: 3 }, "✗ objects 3 = ledger items 2"],
    [{ sumOfCounts: 3 }, "✗ objects 2 = ledger items 2 = sum of counts 3"],
    [{ queued: 1 }, "✗ in the queue 1"],
    [{ deadLetters: 1 }, "✗ in the queue 0, in the dead-letter queue 1"],
    [{ differences: ["the queue is not empty"] }, "  - the queue is not empty"],
  ])("marks what does not hold of %j", (change, line) => {
    expect(printed(change)).toContain(line);
    expect(printed(change)).toContain("The receipt does not balance");
  });

  it("names twenty differences, and counts the rest", () => {
    const differences = Array.from({ length: 23 }, (_, index) => `difference ${index + 1}`);
    expect(printed({ differences })).toContain("  - difference 20\n  … and 3 more");
  });
});
