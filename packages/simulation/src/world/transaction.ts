import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Condition, type Placeholders, parseCondition, parseUpdate } from "./expression.ts";
import { onlyKnownFields } from "./only-known-fields.ts";
import {
  type AttributeValue,
  type Item,
  PARTICIPANTS_TABLE,
  type Storage,
  SUBMISSIONS_TABLE,
} from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** One write of a transaction. */
export interface Write {
  /** Table and primary key, by which transactions conflict. */
  readonly target: string;
  readonly condition: Condition;
  readonly placeholders: Placeholders;
  /** What the request says, word for word. */
  text(): string;
  read(storage: Storage): Item | undefined;
  apply(storage: Storage): void;
}

const tables = {
  [SUBMISSIONS_TABLE]: { key: ["user_id", "submission_time"], items: (s: Storage) => s.submissions },
  [PARTICIPANTS_TABLE]: { key: ["user_id"], items: (s: Storage) => s.participants },
} as const;

/**
 * Reads a TransactWriteItems request.
 *
 * @throws UnsupportedRequestError for a field, table, type or expression that the simulation does not know.
 */
export function parseTransaction(input: TransactWriteCommandInput): Write[] {
  onlyKnownFields("TransactWriteItems", input, ["TransactItems"]);
  return (input.TransactItems ?? []).map((transactItem) => {
    onlyKnownFields("a transaction's item", transactItem, ["Put", "Update"]);
    if (transactItem.Put !== undefined) return parsePut(transactItem.Put);
    if (transactItem.Update !== undefined) return parseUpdateItem(transactItem.Update);
    throw new UnsupportedRequestError("the transaction's item", transactItem);
  });
}

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

function parsePut(put: NonNullable<TransactItem["Put"]>): Write {
  onlyKnownFields("Put", put, ["TableName", "Item", "ConditionExpression"]);
  const item = attributes(put.Item ?? {});
  const { items, key, target } = locate(put.TableName, item);
  return {
    target,
    condition: conditionOf(put.ConditionExpression),
    placeholders: { values: {}, names: {} },
    text: () => JSON.stringify(put),
    read: (storage) => items(storage).get(key),
    apply: (storage) => void items(storage).set(key, item),
  };
}

function parseUpdateItem(request: NonNullable<TransactItem["Update"]>): Write {
  onlyKnownFields("Update", request, [
    "TableName",
    "Key",
    "ConditionExpression",
    "UpdateExpression",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
  ]);
  const primaryKey = attributes(request.Key ?? {});
  const { items, key, target } = locate(request.TableName, primaryKey);
  const placeholders = {
    values: attributes(request.ExpressionAttributeValues ?? {}),
    names: request.ExpressionAttributeNames ?? {},
  };
  const update = parseUpdate(request.UpdateExpression ?? "");
  return {
    target,
    condition: conditionOf(request.ConditionExpression),
    placeholders,
    text: () => JSON.stringify(request),
    read: (storage) => items(storage).get(key),
    apply: (storage) => {
      items(storage).set(key, update(items(storage).get(key) ?? primaryKey, placeholders));
    },
  };
}

function conditionOf(text: string | undefined): Condition {
  return text === undefined ? () => true : parseCondition(text);
}

function locate(tableName: string | undefined, item: Item) {
  if (tableName !== SUBMISSIONS_TABLE && tableName !== PARTICIPANTS_TABLE) {
    throw new UnsupportedRequestError("the table", tableName);
  }
  const table = tables[tableName];
  const key = table.key.map((attribute) => {
    const value = item[attribute];
    if (typeof value !== "string" || value === "") throw new UnsupportedRequestError("the key", item);
    return value;
  });
  return { items: table.items, key: key.join(" "), target: `${tableName} ${key.join(" ")}` };
}

function attributes(record: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  const item: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(record)) {
    if (!isAttributeValue(value)) throw new UnsupportedRequestError(`the type of attribute ${name}`, value);
    item[name] = value;
  }
  return item;
}

function isAttributeValue(value: unknown): value is AttributeValue {
  if (typeof value === "string" || typeof value === "number") return true;
  if (Array.isArray(value)) return value.every((element) => typeof element === "string");
  return typeof value === "object" && value !== null && Object.values(value).every(isAttributeValue);
}
