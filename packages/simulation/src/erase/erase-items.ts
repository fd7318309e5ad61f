import { BatchWriteCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { participantState } from "@lab/survey-processor";
import { ITEM_FORMAT, type Withdrawal } from "@lab/survey-schema";
import { PARTICIPANTS_TABLE, SUBMISSIONS_TABLE } from "../world/storage.ts";
import type { EraserParts } from "./eraser-parts.ts";

/** What a participant's record holds in the end. */
const bareRecord = ["user_id", "num_submission", "format", "withdrawal"];
/** DynamoDB's quota for one request. */
const MOST_DELETIONS = 25;

export async function readTombstone(user_id: string, parts: EraserParts): Promise<Withdrawal | undefined> {
  return participantState(await readRecord(user_id, parts), new Map()).withdrawal;
}

/** @returns how many ledger items were found. */
export async function eraseLedger(userId: string, { dynamodb }: EraserParts): Promise<number> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: SUBMISSIONS_TABLE,
      KeyConditionExpression: "user_id = :user_id",
      ExpressionAttributeValues: { ":user_id": userId },
      ConsistentRead: true,
    }),
  );
  for (let start = 0; start < Items.length; start += MOST_DELETIONS) {
    const deletions = Items.slice(start, start + MOST_DELETIONS).map(({ user_id, submission_time }) => ({
      DeleteRequest: { Key: { user_id, submission_time } },
    }));
    await dynamodb.send(new BatchWriteCommand({ RequestItems: { [SUBMISSIONS_TABLE]: deletions } }));
  }
  return Items.length;
}

/**
 * Leaves nothing of a participant's record but the tombstone.
 *
 * @returns 1 if there was more.
 */
export async function eraseAnswers(
  user_id: string,
  withdrawal: Withdrawal,
  parts: EraserParts,
): Promise<number> {
  const record = await readRecord(user_id, parts);
  const isBare = Object.keys(record).every((name) => bareRecord.includes(name));
  if (isBare && record.num_submission === 0) return 0;
  await parts.dynamodb.send(
    new PutCommand({
      TableName: PARTICIPANTS_TABLE,
      Item: { user_id, num_submission: 0, format: ITEM_FORMAT, withdrawal },
      ConditionExpression: "#withdrawal.#mode = :erase",
      ExpressionAttributeNames: { "#withdrawal": "withdrawal", "#mode": "mode" },
      ExpressionAttributeValues: { ":erase": "erase" },
    }),
  );
  return 1;
}

async function readRecord(user_id: string, { dynamodb }: EraserParts): Promise<Record<string, unknown>> {
  const { Item = {} } = await dynamodb.send(
    new GetCommand({ TableName: PARTICIPANTS_TABLE, Key: { user_id }, ConsistentRead: true }),
  );
  return Item;
}
