import * as z from "zod/mini";

const PREFIX = "receipt:";

const receiptSchema = z.object({ code: z.string(), submittedAt: z.iso.datetime() });

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
  /** Newest first. */
  all(): readonly Receipt[];
  keep(receipt: Receipt): void;
}

/**
 * Keeps receipts in the browser's local storage, one entry each, so that two tabs do not overwrite each other's. Where a
 * browser allows no local storage, receipts are shown once and not kept; the surveys themselves are not affected.
 */
export function createReceipts(storage: () => Storage = () => localStorage): Receipts {
  return {
    all: () =>
      attempt([], () => {
        const entries = Object.entries(storage()).filter(([key]) => key.startsWith(PREFIX));
        return entries.flatMap(([key, value]) => read(key, value)).sort(byTime);
      }),
    keep({ id, ...receipt }) {
      attempt(undefined, () => storage().setItem(PREFIX + id, JSON.stringify(receipt)));
    },
  };
}

function read(key: string, value: unknown): Receipt[] {
  const parsed = receiptSchema.safeParse(attempt(undefined, () => JSON.parse(String(value))));
  return parsed.success ? [{ id: key.slice(PREFIX.length), ...parsed.data }] : [];
}

function byTime(a: Receipt, b: Receipt): number {
  return b.submittedAt.localeCompare(a.submittedAt);
}

function attempt<T>(otherwise: T, use: () => T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}
