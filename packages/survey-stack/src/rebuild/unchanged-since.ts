import type { Item } from "../contents/get-items.ts";

/**
 * A condition that holds while one attribute of an item is as it was read.
 *
 * @param before - the item as it was read; undefined when there was none.
 * @param attribute - what changes with everything that matters.
 */
export function unchangedSince(before: Item | undefined, attribute: string) {
  if (before === undefined) return { ConditionExpression: "attribute_not_exists(user_id)" };
  const ExpressionAttributeNames = { "#attribute": attribute };
  if (before[attribute] === undefined) {
    return { ConditionExpression: "attribute_not_exists(#attribute)", ExpressionAttributeNames };
  }
  return {
    ConditionExpression: "#attribute = :before",
    ExpressionAttributeNames,
    ExpressionAttributeValues: { ":before": before[attribute] },
  };
}
