import type { Storage } from "./storage.ts";
import type { Write } from "./transaction.ts";

/** What DynamoDB answers for each write of a transaction that it cancels. */
export type CancellationCode =
  | "None"
  | "ConditionalCheckFailed"
  | "TransactionConflict"
  | "ThrottlingError"
  | "ProvisionedThroughputExceeded"
  | "ItemCollectionSizeLimitExceeded"
  | "ValidationError";

export type Begun =
  | { readonly begun: true }
  | { readonly begun: false; readonly codes: readonly CancellationCode[] };

/** The items that transactions under way have prepared, each by its table and key. */
export type HeldItems = Set<string>;

/**
 * What there is against each write of a transaction: an item held by another transaction is a conflict, a condition that
 * does not hold is a failed check.
 */
export function checkTransaction(
  storage: Storage,
  held: HeldItems,
  writes: readonly Write[],
): CancellationCode[] {
  return writes.map((write) => {
    if (held.has(write.target)) return "TransactionConflict";
    return write.condition(write.read(storage), write.values) ? "None" : "ConditionalCheckFailed";
  });
}

/** The first of a transaction's two phases: every item is checked and held. One objection cancels the whole. */
export function beginTransaction(storage: Storage, held: HeldItems, writes: readonly Write[]): Begun {
  const codes = checkTransaction(storage, held, writes);
  if (codes.some((code) => code !== "None")) return { begun: false, codes };
  for (const { target } of writes) held.add(target);
  return { begun: true };
}

/** The second phase: all is written at once, and let go. */
export function commitTransaction(storage: Storage, held: HeldItems, writes: readonly Write[]): void {
  for (const write of writes) {
    write.apply(storage);
    held.delete(write.target);
  }
}

/** Instead of the second phase: nothing is written, and all is let go. */
export function rollBackTransaction(held: HeldItems, writes: readonly Write[]): void {
  for (const { target } of writes) held.delete(target);
}
