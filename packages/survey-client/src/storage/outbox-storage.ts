import type { RejectionReason } from "@lab/survey-schema";

/** Why a survey can never be sent as it is: the processor's reasons, or that it is larger than SQS takes (1 MiB). */
export type RefusalReason = RejectionReason | { readonly code: "too_large" };

/** A waiting entry, without its survey. */
export interface EntryRef {
  /** The storage's own name for the entry. */
  readonly key: string;
  /** The survey's object key, as far as the storage can tell without reading the survey. */
  readonly id?: string;
}

/** A survey that waits in the storage. */
export interface StoredEntry {
  readonly key: string;
  /** The survey as it was saved; `undefined` when it is no text at all (not UTF-8), or `tooLarge`. */
  readonly text: string | undefined;
  /** Set when it is larger than the queue takes, and was not read. */
  readonly tooLarge?: true;
  /**
   * Set for an entry that another program may still be writing. It changes whenever the entry does. An entry
   * without it is complete.
   */
  readonly version?: string;
}

/** A survey from the storage that can never be sent. It is kept apart with its reasons. */
export interface RefusedEntry {
  readonly key: string;
  readonly text: string | undefined;
  readonly reasons: readonly RefusalReason[];
}

/**
 * - `directory`, `pipe`, `socket`, `device`: it has a survey's name, and is no file;
 * - `broken_link`: it is a link that leads to no file;
 * - `failing`: the operating system does not let it be read, removed or moved; it is tried again.
 */
export type StuckCode = "directory" | "pipe" | "socket" | "device" | "broken_link" | "failing";

/** Something in the place of a survey that is not being sent, and stays where it is. */
export interface StuckEntry {
  readonly path: string;
  readonly code: StuckCode;
  /** For a person: the path, and why it is not sent. */
  readonly message: string;
}

/** The outcome of adding an entry. An occupied id keeps its entry, whose body is `text`. */
export type Added = { readonly added: true } | { readonly added: false; readonly text: string };

/**
 * Where an outbox keeps its waiting entries and, apart from them, the refused ones. Several tabs or processes
 * may work on the same storage at the same time. Every method rejects when the storage fails, and has then
 * lost nothing. An error of a single entry rejects with an `OutboxEntryError`. The conformance suite in the
 * tests says exactly what an implementation must do.
 */
export interface OutboxStorage {
  /**
   * Adds a waiting entry, if no waiting entry has this id. Once it resolves, whatever the answer, the entry
   * that holds the id survives a crash.
   *
   * @param id - the survey's object key (`surveyObjectKey`): participant and second.
   */
  add(id: string, text: string): Promise<Added>;
  /** All waiting entries in the order in which they were saved. */
  list(): Promise<readonly EntryRef[]>;
  /** A waiting entry; `undefined` when there is none any more. */
  read(key: string): Promise<StoredEntry | undefined>;
  /** Removes a waiting entry, unless it has changed since it was read. Nothing happens if it is gone. */
  remove(entry: StoredEntry): Promise<void>;
  /** Puts a waiting entry among the refused ones, unless it has changed since it was read, or is gone. */
  refuse(entry: StoredEntry, reasons: readonly RefusalReason[]): Promise<void>;
  /** All refused entries. */
  refused(): Promise<readonly RefusedEntry[]>;
  /** How many entries there are. */
  count(): Promise<{ readonly waiting: number; readonly refused: number }>;
  /**
   * Items among the entries that are not being sent. Only a storage into which other programs write has this
   * method.
   */
  stuck?(): Promise<readonly StuckEntry[]>;
}
