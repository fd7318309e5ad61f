import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { ITEM_FORMAT, type Withdrawal } from "@lab/survey-schema";
import { readTombstoneCopies, type TombstoneCopy } from "../audit/tombstone-copies.ts";
import type { Stack } from "../stack/stack.ts";
import { withdrawnParticipants } from "./read-withdrawals.ts";

/** A participant of whom the tables and the audit trail do not tell the same. */
export type TombstoneDifference =
  /** The trail says that the participant has withdrawn, and the record has no such tombstone. */
  | { readonly kind: "missing"; readonly copy: TombstoneCopy & { readonly mode: Withdrawal["mode"] } }
  /** The record has a tombstone that the trail does not know, or has taken back. */
  | { readonly kind: "not_in_trail"; readonly user_id: string };

/** Compares the tombstones of the participants' records with the audit trail. It keeps everybody who has withdrawn in memory. */
export async function compareTombstones(stack: Stack, signal: AbortSignal): Promise<TombstoneDifference[]> {
  const records = new Map<string, Withdrawal>();
  for await (const page of withdrawnParticipants(stack)) {
    for (const { user_id, withdrawal } of page) records.set(user_id, withdrawal);
  }
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
  { dynamodb, outputs }: Stack,
  { user_id, mode, at, by }: TombstoneCopy & { readonly mode: Withdrawal["mode"] },
): Promise<void> {
  const withdrawal: Withdrawal = { mode, at, by };
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: outputs.participantsTableName,
        Key: { user_id },
        UpdateExpression:
          "SET #withdrawal = :withdrawal, #count = if_not_exists(#count, :zero), #format = if_not_exists(#format, :format)",
        ConditionExpression: "attribute_not_exists(#withdrawal) OR #withdrawal.#mode <> :erase",
        ExpressionAttributeNames: {
          "#withdrawal": "withdrawal",
          "#mode": "mode",
          "#count": "num_submission",
          "#format": "format",
        },
        ExpressionAttributeValues: {
          ":withdrawal": withdrawal,
          ":erase": "erase",
          ":zero": 0,
          ":format": ITEM_FORMAT,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
