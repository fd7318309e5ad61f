import {
  type AttributeValue,
  type Item,
  PARTICIPANTS_TABLE,
  type Storage,
  SUBMISSIONS_TABLE,
} from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

const tables = {
  [SUBMISSIONS_TABLE]: { key: ["user_id", "submission_time"], items: (s: Storage) => s.submissions },
  [PARTICIPANTS_TABLE]: { key: ["user_id"], items: (s: Storage) => s.participants },
} as const;

/** Where an item is. */
export interface ItemPlace {
  readonly items: (storage: Storage) => Map<string, Item>;
  readonly key: string;
  /** Table and primary key, by which requests conflict. */
  readonly target: string;
}

/**
 * Finds an item by its table and its primary key, which it may hold beside other attributes.
 *
 * @throws UnsupportedRequestError for a table or a key that there is not.
 */
export function locate(tableName: string | undefined, item: Item): ItemPlace {
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

/** Deletes an item; nothing happens when it is not there. */
export function deleteItem(storage: Storage, place: ItemPlace): void {
  noteItem(storage, place);
  place.items(storage).delete(place.key);
}

/** Puts an item in the place of what is there. */
export function replaceItem(storage: Storage, place: ItemPlace, item: Item): void {
  noteItem(storage, place);
  place.items(storage).set(place.key, item);
}

function noteItem(storage: Storage, { items, key, target }: ItemPlace): void {
  const item = items(storage).get(key);
  if (item !== undefined) storage.deletedItems.set(target, item);
}

/** @throws UnsupportedRequestError for a type that the processor does not write. */
export function attributes(record: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
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
