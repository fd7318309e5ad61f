import type { Item } from "../contents/get-items.ts";

/**
 * A condition that holds while attributes of an item are as they were read.
 *
 * @param before - the item as it was read; undefined when there was none.
 * @param attributes - what changes with everything that matters.
 */
export function unchangedSince(before: Item | undefined, attributes: readonly string[]) {
  if (before === undefined) return { ConditionExpression: "attribute_not_exists(user_id)" };
  const names = attributes.map((attribute, i) => [`#a${i}`, attribute] as const);
  const values = names.flatMap(([, attribute], i) =>
    before[attribute] === undefined ? [] : [[`:a${i}`, before[attribute]] as const],
  );
  return {
    ConditionExpression: names
      .map(([name, attribute], i) =>
        before[attribute] === undefined ? `attribute_not_exists(${name})` : `${name} = :a${i}`,
      )
      .join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(names),
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}
