import type { AttributeValue, Item } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

export type Values = Readonly<Record<string, AttributeValue>>;
export type Condition = (item: Item | undefined, values: Values) => boolean;
export type Update = (item: Item, values: Values) => Item;

const conditions = new Map<string, Condition>();
const updates = new Map<string, Update>();

/**
 * Reads a DynamoDB condition expression: `attribute_exists(a)`, `attribute_not_exists(a)` and comparisons of an attribute
 * with a value, joined by AND and OR without parentheses. A comparison with an attribute that is missing is false.
 *
 * @throws UnsupportedRequestError for anything else.
 */
export function parseCondition(text: string): Condition {
  return remembered(conditions, text, () => {
    const alternatives = text.split(" OR ").map((terms) => terms.split(" AND ").map(parseTerm));
    return (item, values) => alternatives.some((terms) => terms.every((term) => term(item, values)));
  });
}

/**
 * Reads a DynamoDB update expression: `SET a = :v, …` and `ADD n :v, …`, in either order.
 *
 * @throws UnsupportedRequestError for anything else.
 */
export function parseUpdate(text: string): Update {
  return remembered(updates, text, () => {
    const clauses = text.split(/ (?=SET |ADD )/).flatMap(parseClause);
    return (item, values) => clauses.reduce((updated, clause) => clause(updated, values), item);
  });
}

function parseTerm(text: string): Condition {
  const exists = /^attribute_(not_)?exists\((\w+)\)$/.exec(text.trim());
  if (exists !== null) {
    const [, not, attribute = ""] = exists;
    return (item) => (item?.[attribute] === undefined) === (not !== undefined);
  }
  const comparison = /^(\w+) (<|>|<=|>=|=|<>) (:\w+)$/.exec(text.trim());
  if (comparison === null) throw new UnsupportedRequestError("the condition", text);
  const [, attribute = "", operator, placeholder = ""] = comparison;
  return (item, values) => {
    const shown = item?.[attribute];
    const wanted = given(placeholder, values);
    if (shown === undefined || typeof shown !== typeof wanted) return false;
    switch (operator) {
      case "<":
        return shown < wanted;
      case ">":
        return shown > wanted;
      case "<=":
        return shown <= wanted;
      case ">=":
        return shown >= wanted;
      case "=":
        return shown === wanted;
      default:
        return shown !== wanted;
    }
  };
}

function parseClause(text: string): Update[] {
  const [, keyword, list = ""] = /^(SET|ADD) (.+)$/.exec(text) ?? [];
  if (keyword === undefined) throw new UnsupportedRequestError("the update", text);
  return list.split(", ").map((action) => {
    const pattern = keyword === "SET" ? /^(\w+) = (:\w+)$/ : /^(\w+) (:\w+)$/;
    const [, attribute, placeholder] = pattern.exec(action) ?? [];
    if (attribute === undefined || placeholder === undefined) {
      throw new UnsupportedRequestError(`the ${keyword} action`, action);
    }
    if (keyword === "SET") {
      return (item, values): Item => ({ ...item, [attribute]: given(placeholder, values) });
    }
    return (item, values): Item => ({
      ...item,
      [attribute]: numeric(item[attribute] ?? 0) + numeric(given(placeholder, values)),
    });
  });
}

function given(placeholder: string, values: Values): AttributeValue {
  const value = values[placeholder];
  if (value === undefined) throw new UnsupportedRequestError("the placeholder", placeholder);
  return value;
}

function numeric(value: AttributeValue): number {
  if (typeof value !== "number") throw new UnsupportedRequestError("ADD to or of", value);
  return value;
}

function remembered<Parsed>(known: Map<string, Parsed>, text: string, parse: () => Parsed): Parsed {
  const parsed = known.get(text) ?? parse();
  known.set(text, parsed);
  return parsed;
}
