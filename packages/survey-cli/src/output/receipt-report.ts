import { styleText } from "node:util";
import { isBalanced, type Receipt } from "@lab/survey-stack";

/** How many differences are printed before the rest is only counted. */
const MAX_DIFFERENCES = 20;

/** A receipt as lines for a person to read. */
export function receiptLines(receipt: Receipt): string[] {
  const { sent, accepted, duplicates, rejected, objects, ledgerItems, sumOfCounts, queued, deadLetters } =
    receipt;
  const lines = [
    equation(
      sent === accepted + duplicates + rejected,
      `sent ${sent} = accepted ${accepted} + duplicates ${duplicates} + rejected ${rejected}`,
    ),
    equation(
      objects === ledgerItems && ledgerItems === sumOfCounts,
      `objects ${objects} = ledger items ${ledgerItems} = sum of counts ${sumOfCounts}`,
    ),
    equation(
      queued === 0 && deadLetters === 0,
      `in the queue ${queued}, in the dead-letter queue ${deadLetters}`,
    ),
    equation(
      receipt.differences.length === 0,
      "every survey byte for byte in its place, every count and answer right",
    ),
    "",
  ];
  if (isBalanced(receipt)) {
    lines.push(
      styleText(["bold", "green"], "The receipt balances: nothing was lost, nothing was counted twice."),
    );
    return lines;
  }
  lines.push(styleText(["bold", "red"], "The receipt does not balance:"));
  lines.push(...receipt.differences.slice(0, MAX_DIFFERENCES).map((difference) => `  - ${difference}`));
  const more = receipt.differences.length - MAX_DIFFERENCES;
  if (more > 0) lines.push(`  … and ${more} more`);
  return lines;
}

function equation(holds: boolean, text: string): string {
  return `  ${holds ? styleText("green", "✓") : styleText("red", "✗")} ${text}`;
}
