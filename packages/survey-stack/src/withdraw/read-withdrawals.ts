import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { participantState } from "@lab/survey-processor";
import type { Withdrawal } from "@lab/survey-schema";
import { getItems } from "../contents/get-items.ts";
import type { Stack } from "../stack/stack.ts";

/**
 * The tombstone of a participant, strongly consistent.
 *
 * @returns undefined when the participant has not withdrawn, or is not known.
 * @throws UnreadableWithdrawalError; whatever the request throws.
 */
export async function readWithdrawal(
  { dynamodb, outputs }: Stack,
  user_id: string,
): Promise<Withdrawal | undefined> {
  const [item] = await getItems(dynamodb, outputs.participantsTableName, [{ user_id }]);
  return item && participantState(item, new Map()).withdrawal;
}

/**
 * The tombstones of everybody who has withdrawn, by participant. DynamoDB reads the whole table for it, and sends only them.
 *
 * @throws UnreadableWithdrawalError; whatever a request throws.
 */
export async function readWithdrawals({ dynamodb, outputs }: Stack): Promise<Map<string, Withdrawal>> {
  const withdrawals = new Map<string, Withdrawal>();
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: outputs.participantsTableName,
      ConsistentRead: true,
      FilterExpression: "attribute_exists(#withdrawal)",
      ProjectionExpression: "user_id, #withdrawal",
      ExpressionAttributeNames: { "#withdrawal": "withdrawal" },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { withdrawal } = participantState(item, new Map());
      if (withdrawal !== undefined) withdrawals.set(String(item.user_id), withdrawal);
    }
  }
  return withdrawals;
}

/** The ids of those whose data are to be erased. */
export function erasedParticipants(withdrawals: ReadonlyMap<string, Withdrawal>): ReadonlySet<string> {
  return new Set([...withdrawals].flatMap(([user_id, { mode }]) => (mode === "erase" ? [user_id] : [])));
}
