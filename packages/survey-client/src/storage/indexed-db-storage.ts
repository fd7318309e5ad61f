/// <reference lib="dom" />
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { OutboxStorage, RefusalReason } from "./outbox-storage.ts";

/** Options of {@link createIndexedDbStorage}. */
export interface IndexedDbStorageOptions {
  /**
   * The database's name. All pages of an origin share databases, so give each study a name of its own, for
   * example with the queue's URL in it. Default: `survey-outbox`.
   */
  readonly name?: string;
}

interface Schema extends DBSchema {
  waiting: { key: number; value: WaitingRecord; indexes: { id: string } };
  refused: { key: number; value: { text: string | undefined; reasons: readonly RefusalReason[] } };
}

interface WaitingRecord {
  readonly id: string;
  readonly text: string;
}

/** So that a save is on the disk, and not only on its way there, when it resolves. */
const durable = { durability: "strict" } as const;

/**
 * Keeps an outbox's entries in the browser's IndexedDB. Tabs and workers of one origin share them.
 *
 * Browsers may clear the data of sites when the device runs short of space. Call
 * `navigator.storage.persist()` once.
 */
export function createIndexedDbStorage(options: IndexedDbStorageOptions = {}): OutboxStorage {
  const { name = "survey-outbox" } = options;
  let database: Promise<IDBPDatabase<Schema>> | undefined;

  /** Opened at the first use, and again after the browser closed it or another tab asked for it. */
  function opened(): Promise<IDBPDatabase<Schema>> {
    const forget = () => {
      database = undefined;
    };
    database ??= openDB<Schema>(name, 1, {
      upgrade(created) {
        created
          .createObjectStore("waiting", { autoIncrement: true })
          .createIndex("id", "id", { unique: true });
        created.createObjectStore("refused", { autoIncrement: true });
      },
      blocking(_current, _blocked, event) {
        forget();
        if (event.target instanceof IDBDatabase) event.target.close();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return database;
  }

  return {
    async add(id, text) {
      const transaction = (await opened()).transaction("waiting", "readwrite", durable);
      const present = await transaction.store.index("id").get(id);
      if (present === undefined) await transaction.store.add({ id, text });
      await transaction.done;
      return present === undefined ? { added: true } : { added: false, text: present.text };
    },
    async list() {
      const { store } = (await opened()).transaction("waiting");
      // A key cursor of the index gives ids and numbers without reading the surveys.
      const refs: { number: number; id: string }[] = [];
      let cursor = await store.index("id").openKeyCursor();
      for (; cursor !== null; cursor = await cursor.continue()) {
        refs.push({ number: cursor.primaryKey, id: cursor.key });
      }
      return refs.sort((a, b) => a.number - b.number).map(({ number, id }) => ({ key: String(number), id }));
    },
    async read(key) {
      const record = await (await opened()).get("waiting", Number(key));
      return record && { key, text: record.text };
    },
    async remove({ key }) {
      const transaction = (await opened()).transaction("waiting", "readwrite", durable);
      await transaction.store.delete(Number(key));
      await transaction.done;
    },
    async refuse({ key, text }, reasons) {
      const transaction = (await opened()).transaction(["waiting", "refused"], "readwrite", durable);
      const waiting = transaction.objectStore("waiting");
      if ((await waiting.getKey(Number(key))) !== undefined) {
        await transaction.objectStore("refused").add({ text, reasons });
        await waiting.delete(Number(key));
      }
      await transaction.done;
    },
    async refused() {
      const transaction = (await opened()).transaction("refused");
      const [keys, records] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
      return records.map((record, index) => ({ key: String(keys[index]), ...record }));
    },
    async count() {
      const transaction = (await opened()).transaction(["waiting", "refused"]);
      const [waiting, refused] = await Promise.all([
        transaction.objectStore("waiting").count(),
        transaction.objectStore("refused").count(),
      ]);
      return { waiting, refused };
    },
  };
}
