import { type DBSchema, openDB } from "idb";
import { pageName } from "./storage-names.ts";
import type { SurveyConfig } from "./survey-config.ts";
import { withDatabase } from "./with-database.ts";

/** The configurations that this page has had on this device. Holds nothing of a participant. */
export interface KnownStudies {
  /** The one that the page had last; `undefined` if it never had one. Rejects when the device's storage fails. */
  current(): Promise<SurveyConfig | undefined>;
  /** All of them, one for each queue. Rejects when the device's storage fails. */
  all(): Promise<readonly SurveyConfig[]>;
  /** Keeps a configuration in the place of an earlier one of the same queue. Rejects when the device's storage fails. */
  remember(config: SurveyConfig): Promise<void>;
}

interface Schema extends DBSchema {
  studies: { key: string; value: SurveyConfig };
  current: { key: string; value: string };
}

const CURRENT = "current";
const durable = { durability: "strict" } as const;

/**
 * Remembers where surveys go. Without a network the page must know in which database they belong, and surveys
 * that wait for an earlier queue must still reach it.
 */
export function createKnownStudies(folder: string): KnownStudies {
  const open = () =>
    openDB<Schema>(pageName(folder), 1, {
      upgrade(created) {
        created.createObjectStore("studies");
        created.createObjectStore("current");
      },
    });

  return {
    current: () =>
      withDatabase(open, async (database) => {
        const queueUrl = await database.get("current", CURRENT);
        return queueUrl === undefined ? undefined : await database.get("studies", queueUrl);
      }),
    all: () => withDatabase(open, (database) => database.getAll("studies")),
    remember: (config) =>
      withDatabase(open, async (database) => {
        const transaction = database.transaction(["studies", "current"], "readwrite", durable);
        await transaction.objectStore("studies").put(config, config.queueUrl);
        await transaction.objectStore("current").put(config.queueUrl, CURRENT);
        await transaction.done;
      }),
  };
}
