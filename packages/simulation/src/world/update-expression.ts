import { attributeOf, type Placeholders, valueFor } from "./placeholders.ts";
import type { AttributeValue, Item } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

export type Update = (item: Item, given: Placeholders) => Item;

const updates = new Map<string, Update>();

/**
 * Reads a DynamoDB update expression: `SET a = :v, …`, `REMOVE a, …` and `ADD n :v, …`, in any order.
 *
 * @throws UnsupportedRequestError for anything else.
 */
export function parseUpdate(text: string): Update {
  const known = updates.get(text);
  if (known !== undefined) return known;
  const clauses = text.split(/ (?=SET |REMOVE |ADD )/).flatMap(parseClause);
  const update: Update = (item, given) => clauses.reduce((updated, clause) => clause(updated, given), item);
  updates.set(text, update);
  return update;
}

/** What an action of each keyword looks like: an attribute, and for most a value. */
const actionPatterns: Readonly<Record<string, RegExp>> = {
  SET: /^(#?\w+) = (:\w+)$/,
  REMOVE: /^(#?\w+)$/,
  ADD: /^(#?\w+) (:\w+)$/,
};

function parseClause(text: string): Update[] {
  const [, keyword = "", list = ""] = /^(\w+) (.+)$/.exec(text) ?? [];
  const pattern = actionPatterns[keyword];
  if (pattern === undefined) throw new UnsupportedRequestError("the update", text);
  return list.split(", ").map((action) => {
    const [, name, placeholder = ""] = pattern.exec(action) ?? [];
    if (name === undefined) throw new UnsupportedRequestError(`the ${keyword} action`, action);
    return (item, given): Item => {
      const attribute = attributeOf(name, given);
      const { [attribute]: before, ...others } = item;
      switch (keyword) {
        case "SET":
          return { ...item, [attribute]: valueFor(placeholder, given) };
        case "REMOVE":
          return others;
        default:
          return { ...item, [attribute]: numeric(before ?? 0) + numeric(valueFor(placeholder, given)) };
      }
    };
  });
}

function numeric(value: AttributeValue): number {
  if (typeof value !== "number") throw new UnsupportedRequestError("ADD to or of", value);
  return value;
}
