import { type DBSchema, openDB } from "idb";
import { withDatabase } from "./with-database.ts";

/** Who answers a study on this device, and with what right. Every method rejects when the device's storage fails. */
export interface Participants {
  /** Who answers on this device; `undefined` if nobody has enrolled or answered yet. */
  current(): Promise<string | undefined>;
  /** The participant's enrolment code; `undefined` if this device has none of theirs. */
  codeOf(user_id: string): Promise<string | undefined>;
  /** Whether this device has anybody's enrolment code. */
  hasCodes(): Promise<boolean>;
  /** Makes somebody the one who answers on this device. Others' codes stay: their surveys may still wait. */
  setCurrent(user_id: string): Promise<void>;
  /**
   * The same for a page that was opened a while ago: only while the one who answers is still who it was for that page, or nobody.
   * Another tab may have given the device to somebody else since.
   */
  replaceCurrent(before: string | undefined, user_id: string): Promise<void>;
  /** The language in which this study was last read on this device; `undefined` if nobody has chosen one. */
  language(): Promise<string | undefined>;
  /** Remembers the language that was chosen. */
  chooseLanguage(tag: string): Promise<void>;
  /** Keeps a participant's enrolment code, and makes them the one who answers on this device. */
  enrol(user_id: string, code: string): Promise<void>;
}

interface Schema extends DBSchema {
  codes: { key: string; value: string };
  current: { key: string; value: string };
}

const CURRENT = "current";
const LANGUAGE = "language";
const durable = { durability: "strict" } as const;

/** @param name - the database's. */
export function createParticipants(name: string): Participants {
  const open = () =>
    openDB<Schema>(name, 1, {
      upgrade(created) {
        created.createObjectStore("codes");
        created.createObjectStore("current");
      },
    });

  return {
    current: () => withDatabase(open, (database) => database.get("current", CURRENT)),
    codeOf: (user_id) => withDatabase(open, (database) => database.get("codes", user_id)),
    hasCodes: () => withDatabase(open, async (database) => (await database.count("codes")) > 0),
    setCurrent: (user_id) =>
      withDatabase(open, async (database) => {
        const transaction = database.transaction("current", "readwrite", durable);
        await transaction.store.put(user_id, CURRENT);
        await transaction.done;
      }),
    replaceCurrent: (before, user_id) =>
      withDatabase(open, async (database) => {
        const transaction = database.transaction("current", "readwrite", durable);
        const current = await transaction.store.get(CURRENT);
        if (current === undefined || current === before) await transaction.store.put(user_id, CURRENT);
        await transaction.done;
      }),
    language: () => withDatabase(open, (database) => database.get("current", LANGUAGE)),
    chooseLanguage: (tag) =>
      withDatabase(open, async (database) => {
        const transaction = database.transaction("current", "readwrite", durable);
        await transaction.store.put(tag, LANGUAGE);
        await transaction.done;
      }),
    enrol: (user_id, code) =>
      withDatabase(open, async (database) => {
        const transaction = database.transaction(["codes", "current"], "readwrite", durable);
        await transaction.objectStore("codes").put(code, user_id);
        await transaction.objectStore("current").put(user_id, CURRENT);
        await transaction.done;
      }),
  };
}
