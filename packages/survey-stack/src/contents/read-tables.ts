import { type DynamoDBDocumentClient, paginateQuery, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Item } from "./get-items.ts";

/** Reads a whole table page by page, consistently, in no particular order. */
export async function* scanTable(
  client: DynamoDBDocumentClient,
  TableName: string,
): AsyncGenerator<readonly Item[]> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    yield Items;
  }
}

/** All items of a participant, consistently. */
export async function queryParticipant(
  client: DynamoDBDocumentClient,
  TableName: string,
  user_id: string,
): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: "user_id = :user_id",
      ExpressionAttributeValues: { ":user_id": user_id },
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}
