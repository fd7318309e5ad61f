import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { participantProjection, participantState, type TimeAttributes } from "./participant-state.ts";
import type { ParticipantRecords, ParticipantState } from "./stores.ts";

/**
 * What participants' records say, in DynamoDB.
 *
 * @param times - the submission times that are wanted.
 */
export function dynamoParticipants(
  dynamo: DynamoDBDocumentClient,
  tableName: string,
  times: TimeAttributes,
): ParticipantRecords {
  const projection = participantProjection(times);
  return {
    async participants(ids, abortSignal) {
      const Keys = ids.map((user_id) => ({ user_id }));
      const request = { Keys, ConsistentRead: true, ...projection };
      const command = new BatchGetCommand({ RequestItems: { [tableName]: request } });
      const { Responses, UnprocessedKeys } = await dynamo.send(command, { abortSignal });
      const found = new Map<string, ParticipantState>();
      for (const item of Responses?.[tableName] ?? []) {
        found.set(String(item.user_id), participantState(item, times));
      }
      const unread = UnprocessedKeys?.[tableName]?.Keys ?? [];
      return { found, unread: unread.map(({ user_id }) => String(user_id)) };
    },
  };
}
