import { isBalanced, type Receipt } from "./receipt.ts";

/** A receipt as JSON can hold it, with the verdict. */
export function receiptDocument(receipt: Receipt) {
  return {
    balanced: isBalanced(receipt),
    ...receipt,
    rejectedBy: Object.fromEntries(receipt.rejectedBy),
  };
}
