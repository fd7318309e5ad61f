import { type DBSchema, openDB } from "idb";
import { withDatabase } from "./with-database.ts";

/** That a survey was submitted on this device. It holds no answers. */
export interface Receipt {
  /** The survey's object key: participant and second. */
  readonly id: string;
  /** What the participant was shown. */
  readonly code: string;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
}

export interface Receipts {
  /** Newest first. Rejects when the device's storage fails. */
  all(): Promise<readonly Receipt[]>;
  /** Keeps a receipt, durably. Rejects when the device's storage fails. */
  keep(receipt: Receipt): Promise<void>;
}

interface Schema extends DBSchema {
  receipts: { key: string; value: Receipt };
}

/**
 * Keeps receipts in IndexedDB, like the outbox its surveys, and not in the browser's local storage, which loses what was
 * written in the seconds before a browser is killed.
 *
 * @param name - the database's.
 */
export function createReceipts(name: string): Receipts {
  const open = () =>
    openDB<Schema>(name, 1, {
      upgrade: (created) => void created.createObjectStore("receipts", { keyPath: "id" }),
    });

  return {
    async all() {
      const receipts = await withDatabase(open, (database) => database.getAll("receipts"));
      return receipts.sort((a, b) => b.submittedAt.localeCompare(a.submittedAt));
    },
    keep: (receipt) =>
      withDatabase(open, async (database) => {
        const transaction = database.transaction("receipts", "readwrite", { durability: "strict" });
        await transaction.store.put(receipt);
        await transaction.done;
      }),
  };
}
