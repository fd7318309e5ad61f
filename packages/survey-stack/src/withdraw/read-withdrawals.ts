import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { participantState } from "@lab/survey-processor";
import type { Withdrawal } from "@lab/survey-schema";
import { getItems } from "../contents/get-items.ts";
import type { Stack } from "../stack/stack.ts";

/** A participant with a tombstone. */
export interface TombstoneOf {
  readonly user_id: string;
  readonly withdrawal: Withdrawal;
}

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
 * Everybody who has withdrawn, page by page. DynamoDB reads the whole table for it, and sends only them.
 *
 * @throws UnreadableWithdrawalError; whatever a request throws.
 */
export async function* withdrawnParticipants({
  dynamodb,
  outputs,
}: Stack): AsyncGenerator<readonly TombstoneOf[]> {
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new ScanCommand({
        TableName: outputs.participantsTableName,
        ConsistentRead: true,
        FilterExpression: "attribute_exists(#withdrawal)",
        ProjectionExpression: "user_id, #withdrawal",
        ExpressionAttributeNames: { "#withdrawal": "withdrawal" },
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    yield Items.flatMap((item) => {
      const { withdrawal } = participantState(item, new Map());
      return withdrawal === undefined ? [] : [{ user_id: String(item.user_id), withdrawal }];
    });
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

/** The ids of those whose data are to be erased. */
export async function erasedParticipants(stack: Stack): Promise<ReadonlySet<string>> {
  const erased = new Set<string>();
  for await (const page of withdrawnParticipants(stack)) {
    for (const { user_id, withdrawal } of page) if (withdrawal.mode === "erase") erased.add(user_id);
  }
  return erased;
}
