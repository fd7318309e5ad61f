import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Condition, parseCondition } from "./condition-expression.ts";
import { onlyKnownFields } from "./only-known-fields.ts";
import type { Placeholders } from "./placeholders.ts";
import type { Item, Storage } from "./storage.ts";
import { attributes, locate } from "./tables.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";
import { parseUpdate } from "./update-expression.ts";

/** One write of a transaction. */
export interface Write {
  /** Table and primary key, by which transactions conflict. */
  readonly target: string;
  readonly condition: Condition;
  readonly placeholders: Placeholders;
  /** Whether the answer has the item as it was when the condition fails (`ALL_OLD`). */
  readonly tellsOld: boolean;
  /** What the request says, word for word. */
  text(): string;
  read(storage: Storage): Item | undefined;
  apply(storage: Storage): void;
}

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
    tellsOld: false,
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
    "ReturnValuesOnConditionCheckFailure",
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
    tellsOld: tellsOld(request.ReturnValuesOnConditionCheckFailure),
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

function tellsOld(returned: string | undefined): boolean {
  if (returned !== undefined && returned !== "ALL_OLD" && returned !== "NONE") {
    throw new UnsupportedRequestError("ReturnValuesOnConditionCheckFailure", returned);
  }
  return returned === "ALL_OLD";
}
