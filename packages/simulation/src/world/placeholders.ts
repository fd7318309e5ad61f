import type { AttributeValue, Item } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** What the placeholders of an expression stand for. */
export interface Placeholders {
  /** `:value` → value. */
  readonly values: Readonly<Record<string, AttributeValue>>;
  /** `#name` → attribute. A name may also stand in the expression itself. */
  readonly names: Readonly<Record<string, string>>;
}

/** An attribute, or with dots one in a map: `#withdrawal.#mode`. */
export const pathPattern = String.raw`#?\w+(?:\.#?\w+)*`;

/** @throws UnsupportedRequestError when the placeholder stands for nothing. */
export function attributeOf(name: string, { names }: Placeholders): string {
  if (!name.startsWith("#")) return name;
  const attribute = names[name];
  if (attribute === undefined) throw new UnsupportedRequestError("the placeholder", name);
  return attribute;
}

/** @throws UnsupportedRequestError when the placeholder stands for nothing. */
export function valueFor(placeholder: string, { values }: Placeholders): AttributeValue {
  const value = values[placeholder];
  if (value === undefined) throw new UnsupportedRequestError("the placeholder", placeholder);
  return value;
}

/** What an item has at a path; undefined where a part of the path is missing or is no map. */
export function valueAt(
  item: Item | undefined,
  path: string,
  given: Placeholders,
): AttributeValue | undefined {
  let value: AttributeValue | undefined = item;
  for (const name of path.split(".")) {
    const attribute = attributeOf(name, given);
    value = isMap(value) && Object.hasOwn(value, attribute) ? value[attribute] : undefined;
  }
  return value;
}

function isMap(value: AttributeValue | undefined): value is Item {
  return typeof value === "object" && !Array.isArray(value);
}
