import type { Item } from "../world/storage.ts";
import type { PlannedWithdrawal } from "./planned-withdrawal.ts";

/** What is true of a participant who has withdrawn, whatever the tables say. */
export interface KnownWithdrawal {
  readonly mode: PlannedWithdrawal["mode"];
  /** The tombstone's time, in milliseconds since 1970. */
  readonly at: number;
  readonly tombstone: Item;
  /** Whether the eraser has said that nothing is left. */
  readonly hasReceipt: boolean;
}

/** By participant. */
export type KnownWithdrawals = ReadonlyMap<string, KnownWithdrawal>;

/** Whether a survey of this participant, sent at a time, has to be withdrawn. */
export function mustBeWithdrawn(withdrawal: KnownWithdrawal | undefined, sentAt: number): boolean {
  if (withdrawal === undefined) return false;
  return withdrawal.mode === "erase" || sentAt >= withdrawal.at;
}

/** What a command writes over a tombstone: nothing for the same mode again, and nothing over `erase`. */
export function isReplaced(before: KnownWithdrawal | undefined, mode: KnownWithdrawal["mode"]): boolean {
  return before === undefined || (before.mode === "keep" && mode === "erase");
}

/** @param at - milliseconds since 1970. */
export function newWithdrawal(mode: KnownWithdrawal["mode"], at: number): KnownWithdrawal {
  return {
    mode,
    at,
    tombstone: { mode, at: new Date(at).toISOString(), by: "anna@lab" },
    hasReceipt: false,
  };
}

/** A participant's record after a tombstone was written. */
export function withTombstone(
  userId: string,
  record: Item | undefined,
  { tombstone }: KnownWithdrawal,
): Item {
  return { user_id: userId, num_submission: 0, format: 1, ...record, withdrawal: tombstone };
}
