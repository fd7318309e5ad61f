import type { AttributeValue, Item } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** What the placeholders of an expression stand for. */
export interface Placeholders {
  /** `:value` → value. */
  readonly values: Readonly<Record<string, AttributeValue>>;
  /** `#name` → attribute. A name may also stand in the expression itself. */
  readonly names: Readonly<Record<string, string>>;
}
export type Condition = (item: Item | undefined, given: Placeholders) => boolean;
export type Update = (item: Item, given: Placeholders) => Item;

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
    return (item, given) => alternatives.some((terms) => terms.every((term) => term(item, given)));
  });
}

/**
 * Reads a DynamoDB update expression: `SET a = :v, …`, `REMOVE a, …` and `ADD n :v, …`, in any order.
 *
 * @throws UnsupportedRequestError for anything else.
 */
export function parseUpdate(text: string): Update {
  return remembered(updates, text, () => {
    const clauses = text.split(/ (?=SET |REMOVE |ADD )/).flatMap(parseClause);
    return (item, given) => clauses.reduce((updated, clause) => clause(updated, given), item);
  });
}

function parseTerm(text: string): Condition {
  const exists = /^attribute_(not_)?exists\((#?\w+)\)$/.exec(text.trim());
  if (exists !== null) {
    const [, not, name = ""] = exists;
    return (item, given) => (item?.[attributeOf(name, given)] === undefined) === (not !== undefined);
  }
  const comparison = /^(#?\w+) (<|>|<=|>=|=|<>) (:\w+)$/.exec(text.trim());
  if (comparison === null) throw new UnsupportedRequestError("the condition", text);
  const [, name = "", operator, placeholder = ""] = comparison;
  return (item, given) => {
    const shown = item?.[attributeOf(name, given)];
    const wanted = valueFor(placeholder, given);
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

function attributeOf(name: string, { names }: Placeholders): string {
  if (!name.startsWith("#")) return name;
  const attribute = names[name];
  if (attribute === undefined) throw new UnsupportedRequestError("the placeholder", name);
  return attribute;
}

function valueFor(placeholder: string, { values }: Placeholders): AttributeValue {
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
