import { setTimeout } from "node:timers/promises";
import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { fullJitter } from "@lab/survey-processor";
import pMap from "p-map";

/** An item as DynamoDB gives it, unchecked. */
export type Item = Record<string, unknown>;

/** The most keys that one BatchGetItem takes (DynamoDB API reference). */
const MAX_KEYS = 100;
const BATCHES_IN_FLIGHT = 8;
/** Before keys are asked for again that DynamoDB left out, in milliseconds. */
const backoff = { base: 100, cap: 5_000 };

/**
 * Gets the items that exist under some keys, in no particular order, as they are at this moment (consistently).
 *
 * @param keys - no key twice.
 */
export async function getItems(
  dynamodb: DynamoDBDocumentClient,
  table: string,
  keys: readonly Readonly<Record<string, string>>[],
): Promise<Item[]> {
  const batches: Readonly<Record<string, string>>[][] = [];
  for (let from = 0; from < keys.length; from += MAX_KEYS) batches.push(keys.slice(from, from + MAX_KEYS));
  const pages = await pMap(batches, (batch) => getBatch(dynamodb, table, batch), {
    concurrency: BATCHES_IN_FLIGHT,
  });
  return pages.flat();
}

async function getBatch(
  dynamodb: DynamoDBDocumentClient,
  table: string,
  keys: readonly Readonly<Record<string, string>>[],
): Promise<Item[]> {
  const items: Item[] = [];
  let wanted: Item[] = [...keys];
  for (let attempt = 0; wanted.length > 0; attempt++) {
    if (attempt > 0) await setTimeout(fullJitter(attempt - 1, backoff, Math.random()));
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[table] ?? []));
    wanted = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}
