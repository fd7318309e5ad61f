import { type Placeholders, pathPattern, valueAt, valueFor } from "./placeholders.ts";
import type { Item } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

export type Condition = (item: Item | undefined, given: Placeholders) => boolean;

const conditions = new Map<string, Condition>();

const tokenPattern = new RegExp(
  String.raw`\s*(attribute_(?:not_)?exists\(${pathPattern}\)|${pathPattern} (?:<=|>=|<>|<|>|=) :\w+|AND\b|OR\b|[()])\s*`,
  "y",
);
const existsPattern = new RegExp(String.raw`^attribute_(not_)?exists\((${pathPattern})\)$`);
const comparisonPattern = new RegExp(String.raw`^(${pathPattern}) (<=|>=|<>|<|>|=) (:\w+)$`);

/**
 * Reads a DynamoDB condition expression: `attribute_exists(a)`, `attribute_not_exists(a)` and comparisons with a value, joined by
 * AND, which binds closer, and OR, with parentheses. A comparison with an attribute that is missing is false.
 *
 * @throws UnsupportedRequestError for anything else.
 */
export function parseCondition(text: string): Condition {
  const parsed = conditions.get(text) ?? createReader(text).whole();
  conditions.set(text, parsed);
  return parsed;
}

function createReader(text: string) {
  const tokens = tokensOf(text);
  let next = 0;
  const takes = (token: string): boolean => {
    if (tokens[next] !== token) return false;
    next++;
    return true;
  };
  const alternatives = (): Condition => {
    const terms = [conjunction()];
    while (takes("OR")) terms.push(conjunction());
    return (item, given) => terms.some((term) => term(item, given));
  };
  const conjunction = (): Condition => {
    const terms = [operand()];
    while (takes("AND")) terms.push(operand());
    return (item, given) => terms.every((term) => term(item, given));
  };
  const operand = (): Condition => {
    if (!takes("(")) return parseTerm(tokens[next++] ?? "", text);
    const inner = alternatives();
    if (!takes(")")) throw new UnsupportedRequestError("the condition", text);
    return inner;
  };
  return {
    whole(): Condition {
      const condition = alternatives();
      if (next < tokens.length) throw new UnsupportedRequestError("the condition", text);
      return condition;
    },
  };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined) throw new UnsupportedRequestError("the condition", text);
    tokens.push(token);
  }
  return tokens;
}

function parseTerm(term: string, text: string): Condition {
  const exists = existsPattern.exec(term);
  if (exists !== null) {
    const [, not, path = ""] = exists;
    return (item, given) => (valueAt(item, path, given) === undefined) === (not !== undefined);
  }
  const comparison = comparisonPattern.exec(term);
  if (comparison === null) throw new UnsupportedRequestError("the condition", text);
  const [, path = "", operator, placeholder = ""] = comparison;
  return (item, given) => {
    const shown = valueAt(item, path, given);
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
