import type { SendOutcome } from "../send-outcome.ts";
import type { StoredEntry } from "../storage/outbox-storage.ts";

interface Unfinished {
  readonly version: string;
  readonly outcome: SendOutcome;
  readonly attempts: number;
  /** On the clock that nobody sets. */
  readonly nextTry: number;
}

/**
 * Entries that were sent, or can never be, and whose file could not be removed or moved. Their outcome is
 * known, so they are not sent once more while they do not change. Only the last step is tried again, less and
 * less often in the background. Each try moves the file to and fro, which wakes programs that watch the
 * folder.
 */
export class UnfinishedEntries {
  readonly #entries = new Map<string, Unfinished>();
  readonly #now: () => number;
  readonly #delays: { readonly baseDelay: number; readonly maxDelay: number };

  constructor(monotonicNow: () => number, delays: { readonly baseDelay: number; readonly maxDelay: number }) {
    this.#now = monotonicNow;
    this.#delays = delays;
  }

  /** The outcome of this very entry; `undefined` when it is not known. */
  find({
    key,
    version,
  }: StoredEntry): { readonly outcome: SendOutcome; readonly isDue: boolean } | undefined {
    const found = this.#entries.get(key);
    if (found === undefined || found.version !== version) return undefined;
    return { outcome: found.outcome, isDue: found.nextTry <= this.#now() };
  }

  /** The last step failed. An entry that has no version could have changed unnoticed, and is sent again. */
  add({ key, version }: StoredEntry, outcome: SendOutcome): void {
    if (version === undefined) return;
    const before = this.#entries.get(key);
    const attempts = before?.version === version ? before.attempts + 1 : 1;
    const { baseDelay, maxDelay } = this.#delays;
    const nextTry = this.#now() + Math.min(maxDelay, baseDelay * 2 ** (attempts - 1));
    this.#entries.set(key, { version, outcome, attempts, nextTry });
  }

  /** Forgets the entries that are not there any more. */
  keepOnly(present: ReadonlySet<string>): void {
    for (const key of this.#entries.keys()) if (!present.has(key)) this.#entries.delete(key);
  }
}
