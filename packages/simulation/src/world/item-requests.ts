import type {
  BatchWriteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { type Condition, parseCondition } from "./condition-expression.ts";
import { onlyKnownFields } from "./only-known-fields.ts";
import type { Placeholders } from "./placeholders.ts";
import type { Item, Storage } from "./storage.ts";
import { attributes, type ItemPlace, locate } from "./tables.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** A consistent read of one item, or of all items of a participant. */
export interface ItemRead {
  readonly label: string;
  answer(storage: Storage): unknown;
}

/** One item that is put if a condition holds. */
export interface ItemPut {
  readonly place: ItemPlace;
  readonly item: Item;
  readonly condition: Condition;
  readonly placeholders: Placeholders;
}

/** Items that are deleted, each on its own. */
export interface ItemDeletions {
  readonly table: string;
  readonly places: readonly ItemPlace[];
  /** What DynamoDB answers that was too busy for some of them. */
  answer(isLeftOut: (place: ItemPlace) => boolean): unknown;
}

/** DynamoDB's quota. */
const MOST_WRITES = 25;

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parseGet(input: GetCommandInput): ItemRead {
  onlyKnownFields("GetItem", input, ["TableName", "Key", "ConsistentRead"]);
  if (input.ConsistentRead !== true) throw new UnsupportedRequestError("a GetItem that may be stale", input);
  const { items, key, target } = locate(input.TableName, attributes(input.Key ?? {}));
  return { label: `GetItem ${target}`, answer: (storage) => ({ Item: items(storage).get(key) }) };
}

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parseQuery(input: QueryCommandInput): ItemRead {
  const fields = ["TableName", "KeyConditionExpression", "ExpressionAttributeValues", "ConsistentRead"];
  onlyKnownFields("Query", input, [...fields, "ExclusiveStartKey"]);
  const [placeholder = "", user] = Object.entries(input.ExpressionAttributeValues ?? {})[0] ?? [];
  const isByParticipant = input.KeyConditionExpression === `user_id = ${placeholder}`;
  if (!isByParticipant || input.ConsistentRead !== true || input.ExclusiveStartKey !== undefined) {
    throw new UnsupportedRequestError("the query", input);
  }
  const { items } = locate(input.TableName, { user_id: String(user), submission_time: "any" });
  return {
    label: `Query ${input.TableName} ${user}`,
    answer: (storage) => ({
      Items: [...items(storage).values()].filter((item) => item.user_id === user),
    }),
  };
}

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parseItemPut(input: PutCommandInput): ItemPut {
  const fields = ["TableName", "Item", "ConditionExpression"];
  onlyKnownFields("PutItem", input, [...fields, "ExpressionAttributeNames", "ExpressionAttributeValues"]);
  const item = attributes(input.Item ?? {});
  return {
    place: locate(input.TableName, item),
    item,
    condition: parseCondition(input.ConditionExpression ?? ""),
    placeholders: {
      values: attributes(input.ExpressionAttributeValues ?? {}),
      names: input.ExpressionAttributeNames ?? {},
    },
  };
}

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parseDeletions(input: BatchWriteCommandInput): ItemDeletions {
  onlyKnownFields("BatchWriteItem", input, ["RequestItems"]);
  const [entry, ...others] = Object.entries(input.RequestItems ?? {});
  if (entry === undefined || others.length > 0 || entry[1].length > MOST_WRITES) {
    throw new UnsupportedRequestError("the tables of a BatchWriteItem", input.RequestItems);
  }
  const [table, requests] = entry;
  const places = requests.map((request) => {
    onlyKnownFields("BatchWriteItem", request, ["DeleteRequest"]);
    return locate(table, attributes(request.DeleteRequest?.Key ?? {}));
  });
  return {
    table,
    places,
    answer(isLeftOut) {
      const left = requests.filter((_, i) => places.some((place, j) => i === j && isLeftOut(place)));
      return { UnprocessedItems: left.length === 0 ? {} : { [table]: left } };
    },
  };
}
