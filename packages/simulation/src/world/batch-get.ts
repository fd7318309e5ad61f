import type { BatchGetCommandInput } from "@aws-sdk/lib-dynamodb";
import { onlyKnownFields } from "./only-known-fields.ts";
import { attributeOf } from "./placeholders.ts";
import type { Item } from "./storage.ts";
import { attributes, type ItemPlace, locate } from "./tables.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** What a BatchGetItem request says. */
export interface BatchGet {
  readonly places: readonly ItemPlace[];
  readonly isConsistent: boolean;
  /**
   * Makes the answer.
   *
   * @param read - gives the item at a place, if there is one.
   * @param isLeftOut - says which places DynamoDB was too busy to read.
   */
  answer(read: (place: ItemPlace) => Item | undefined, isLeftOut: (place: ItemPlace) => boolean): unknown;
}

/** DynamoDB's quota. */
const MOST_KEYS = 100;

/** @throws UnsupportedRequestError for a field, table or number of keys that the simulation does not know. */
export function parseBatchGet(input: BatchGetCommandInput): BatchGet {
  onlyKnownFields("BatchGetItem", input, ["RequestItems"]);
  const [entry, ...others] = Object.entries(input.RequestItems ?? {});
  if (entry === undefined || others.length > 0) {
    throw new UnsupportedRequestError("the tables of a BatchGetItem", input.RequestItems);
  }
  const [table, request] = entry;
  const fields = ["Keys", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"];
  onlyKnownFields("BatchGetItem", request, fields);
  const keys = (request.Keys ?? []).map(attributes);
  const places = keys.map((key) => locate(table, key));
  const different = new Set(places.map(({ target }) => target)).size;
  if (keys.length === 0 || keys.length > MOST_KEYS || different < keys.length) {
    throw new UnsupportedRequestError("the keys of a BatchGetItem", keys);
  }
  const project = projection(request.ProjectionExpression, request.ExpressionAttributeNames ?? {});
  return {
    places,
    isConsistent: request.ConsistentRead === true,
    answer(read, isLeftOut) {
      const unread = keys.filter((_, i) => places.some((place, j) => i === j && isLeftOut(place)));
      const items = places.flatMap((place) => {
        const item = isLeftOut(place) ? undefined : read(place);
        return item === undefined ? [] : [project(item)];
      });
      return {
        // In any order: here the last key comes first.
        Responses: { [table]: items.reverse() },
        UnprocessedKeys: unread.length === 0 ? {} : { [table]: { ...request, Keys: unread } },
      };
    },
  };
}

function projection(text: string | undefined, names: Readonly<Record<string, string>>): (item: Item) => Item {
  if (text === undefined) return (item) => item;
  const wanted = text.split(", ").map((name) => {
    if (!/^#?\w+$/.test(name)) throw new UnsupportedRequestError("the projection", text);
    return attributeOf(name, { names, values: {} });
  });
  return (item) =>
    Object.fromEntries(
      wanted.flatMap((name) => {
        const value = item[name];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
}
