import type { Item, Storage } from "./storage.ts";
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

/** What DynamoDB says of one write of a transaction that it cancels. */
export interface Objection {
  readonly code: CancellationCode;
  /** The item as it was, if its condition failed and the request asked for it. */
  readonly item?: Item | undefined;
}

export type Begun =
  | { readonly begun: true }
  | { readonly begun: false; readonly objections: readonly Objection[] };

/** The items that transactions under way have prepared, each by its table and key. */
export type HeldItems = Set<string>;

/**
 * The objection to each write of a transaction. An item held by another transaction is a conflict. A
 * condition that does not hold is a failed check.
 */
export function checkTransaction(storage: Storage, held: HeldItems, writes: readonly Write[]): Objection[] {
  return writes.map((write) => {
    if (held.has(write.target)) return { code: "TransactionConflict" };
    const item = write.read(storage);
    if (write.condition(item, write.placeholders)) return { code: "None" };
    return { code: "ConditionalCheckFailed", ...(write.tellsOld && item !== undefined && { item }) };
  });
}

/** The first of a transaction's two phases: every item is checked and held. One objection cancels the whole. */
export function beginTransaction(storage: Storage, held: HeldItems, writes: readonly Write[]): Begun {
  const objections = checkTransaction(storage, held, writes);
  if (objections.some(({ code }) => code !== "None")) return { begun: false, objections };
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
