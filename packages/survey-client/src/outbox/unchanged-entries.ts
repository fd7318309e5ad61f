/**
 * For how long entries have not changed, as far as this outbox has seen. It is measured on a clock that
 * nobody sets, because the times of files come from the clock of a file server, or from whoever wrote them.
 */
export class UnchangedEntries {
  readonly #seen = new Map<string, { readonly version: string; readonly since: number }>();
  readonly #now: () => number;

  constructor(monotonicNow: () => number) {
    this.#now = monotonicNow;
  }

  /** Looks at an entry. @returns for how many milliseconds it has been seen like this: 0 the first time */
  unchangedFor(key: string, version: string): number {
    const now = this.#now();
    const seen = this.#seen.get(key);
    if (seen?.version === version) return now - seen.since;
    this.#seen.set(key, { version, since: now });
    return 0;
  }

  /** Forgets the entries that are not there any more. */
  keepOnly(present: ReadonlySet<string>): void {
    for (const key of this.#seen.keys()) if (!present.has(key)) this.#seen.delete(key);
  }
}
