import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Withdrawal } from "@lab/survey-schema";
import { readTombstoneCopies, type TombstoneCopy } from "../audit/tombstone-copies.ts";
import type { Stack } from "../stack/stack.ts";
import { notErased, tombstoneUpdate } from "./tombstone-request.ts";

/** A participant of whom the tables and the audit trail do not tell the same. */
export type TombstoneDifference =
  /** The trail says that the participant has withdrawn, and the record has no such tombstone. */
  | { readonly kind: "missing"; readonly copy: TombstoneCopy & { readonly mode: Withdrawal["mode"] } }
  /** The record has a tombstone that the trail does not know, or has taken back. */
  | { readonly kind: "not_in_trail"; readonly user_id: string };

/**
 * Compares the tombstones of the participants' records with the audit trail.
 *
 * @param withdrawals - those of the records, from `readWithdrawals`.
 */
export async function compareTombstones(
  stack: Stack,
  withdrawals: ReadonlyMap<string, Withdrawal>,
  signal: AbortSignal,
): Promise<TombstoneDifference[]> {
  const records = new Map(withdrawals);
  const differences: TombstoneDifference[] = [];
  for await (const copy of readTombstoneCopies(stack, { signal })) {
    const { user_id, mode } = copy;
    const inRecord = records.get(user_id);
    if (mode === "reinstated") continue;
    records.delete(user_id);
    if (inRecord?.mode !== mode) differences.push({ kind: "missing", copy: { ...copy, mode } });
  }
  return [
    ...differences,
    ...[...records.keys()].map((user_id) => ({ kind: "not_in_trail", user_id }) as const),
  ];
}

/**
 * Writes the tombstone again that the audit trail has of a participant, for example after the tables were lost. A tombstone that says
 * `erase` stays.
 */
export async function restoreTombstone(
  stack: Stack,
  { user_id, mode, at, by }: TombstoneCopy & { readonly mode: Withdrawal["mode"] },
): Promise<void> {
  try {
    await stack.dynamodb.send(
      new UpdateCommand(tombstoneUpdate(stack, user_id, { mode, at, by }, notErased)),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
