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
 * The objection to each write of a transaction. An item held by another transaction is a conflict. A
 * condition that does not hold is a failed check.
 */
export function checkTransaction(
  storage: Storage,
  held: HeldItems,
  writes: readonly Write[],
): CancellationCode[] {
  return writes.map((write) => {
    if (held.has(write.target)) return "TransactionConflict";
    return write.condition(write.read(storage), write.placeholders) ? "None" : "ConditionalCheckFailed";
  });
}

/** The first of a transaction's two phases: every item is checked and held. One objection cancels the whole. */
export function beginTransaction(storage: Storage, held: HeldItems, writes: readonly Write[]): Begun {
  const codes = checkTransaction(storage, held, writes);
  if (codes.some((code) => code !== "None")) return { begun: false, codes };
  for (const { target } of writes) held.add(target);
  return { begun: true };
}

/** The second phase. Everything is written at once, and the items are released. */
export function commitTransaction(storage: Storage, held: HeldItems, writes: readonly Write[]): void {
  for (const write of writes) {
    write.apply(storage);
    held.delete(write.target);
  }
}

/** Ends a transaction without its second phase. Nothing is written, and the items are released. */
export function rollBackTransaction(held: HeldItems, writes: readonly Write[]): void {
  for (const { target } of writes) held.delete(target);
}
