import type { EntryRef, OutboxStorage, RefusedEntry } from "./outbox-storage.ts";
import { parseRefusalReasons } from "./refusal-reasons.ts";

/** What is used of React Native's AsyncStorage (`@react-native-async-storage/async-storage`), any version. */
export interface AsyncStorageLike {
  /** Resolves to `null` when there is no such item. */
  getItem(key: string): Promise<string | null>;
  /** Adds the item, or replaces the one of this key. */
  setItem(key: string, value: string): Promise<void>;
  /** Removes the item, if there is one. */
  removeItem(key: string): Promise<void>;
  /** The keys of all items, also of those that are not the outbox's. */
  getAllKeys(): Promise<readonly string[]>;
}

/** Options of {@link createAsyncStorage}. */
export interface AsyncStorageOptions {
  /** What the names of all items start with. Default: `survey-outbox`. */
  readonly prefix?: string;
}

/** Tasks of all storages on one AsyncStorage come one after another, because it has no transactions. */
const queues = new WeakMap<AsyncStorageLike, Promise<unknown>>();

const DIGITS = 16;
let lastNumber = 0;

/**
 * Keeps an outbox's entries as items of React Native's AsyncStorage, and is as durable as that. An app may
 * open it as often as it likes, but from one JavaScript context only.
 *
 * On Android, AsyncStorage takes 6 MB by default, and items of up to 2 MB; a full one makes `save` reject.
 */
export function createAsyncStorage(
  items: AsyncStorageLike,
  options: AsyncStorageOptions = {},
): OutboxStorage {
  const { prefix = "survey-outbox" } = options;
  const waiting = `${prefix}/waiting/`;
  const refused = `${prefix}/refused/`;

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = (queues.get(items) ?? Promise.resolve()).then(task);
    queues.set(
      items,
      result.catch(() => {}),
    );
    return result;
  }

  async function keysOf(start: string): Promise<string[]> {
    const names = await items.getAllKeys();
    return names.flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : [])).sort();
  }

  return {
    add: (id, text) =>
      inTurn(async () => {
        const keys = await keysOf(waiting);
        const holder = keys.find((key) => idOf(key) === id);
        const present = holder === undefined ? null : await items.getItem(waiting + holder);
        if (present !== null) return { added: false, text: present };
        const last = [keys.at(-1), (await keysOf(refused)).at(-1)];
        lastNumber = Math.max(Date.now(), lastNumber + 1, ...last.map(numberAfter));
        await items.setItem(`${waiting}${String(lastNumber).padStart(DIGITS, "0")}/${id}`, text);
        return { added: true };
      }),
    list: async () => (await keysOf(waiting)).map((key): EntryRef => ({ key, id: idOf(key) })),
    async read(key) {
      const text = await items.getItem(waiting + key);
      return text === null ? undefined : { key, text };
    },
    remove: ({ key }) => inTurn(() => items.removeItem(waiting + key)),
    refuse: ({ key, text }, reasons) =>
      inTurn(async () => {
        if ((await items.getItem(waiting + key)) === null) return;
        // If the app dies in between, the survey is in both places, and refused once more under the same name.
        await items.setItem(refused + key, JSON.stringify({ text, reasons }));
        await items.removeItem(waiting + key);
      }),
    async refused() {
      const entries: RefusedEntry[] = [];
      for (const key of await keysOf(refused)) {
        const value = await items.getItem(refused + key);
        if (value !== null) entries.push({ key, text: textIn(value), reasons: parseRefusalReasons(value) });
      }
      return entries;
    },
    async count() {
      const [waitingKeys, refusedKeys] = await Promise.all([keysOf(waiting), keysOf(refused)]);
      return { waiting: waitingKeys.length, refused: refusedKeys.length };
    },
  };
}

/** A key is a number and the id. By the numbers, keys sort in the order of saving, and none is used twice. */
function numberAfter(key: string | undefined): number {
  return key === undefined ? 0 : Number(key.slice(0, DIGITS)) + 1;
}

function idOf(key: string): string {
  return key.slice(DIGITS + 1);
}

function textIn(value: string): string | undefined {
  const stored: unknown = JSON.parse(value);
  const isStored = typeof stored === "object" && stored !== null && "text" in stored;
  return isStored && typeof stored.text === "string" ? stored.text : undefined;
}
