import type { SubmissionKey } from "@lab/survey-schema";

/** The sums of a participant's ledger items. */
export interface LedgerSummary {
  readonly count: number;
  /** The time of the newest. */
  readonly newest: string;
  /** The hash that the newest has; undefined when it has none. */
  readonly newestSha256: string | undefined;
}

/** The attributes of a ledger item that are summed up. The item may be unchecked. */
export type SummedItem = SubmissionKey & { readonly canonical_sha256?: unknown };

/** Sums up the ledger, participant by participant, item by item, in any order. It takes memory for each participant. */
export class LedgerSummaries {
  readonly #summaries = new Map<string, LedgerSummary>();

  add({ user_id, submission_time, canonical_sha256 }: SummedItem): void {
    const before = this.#summaries.get(user_id);
    const count = (before?.count ?? 0) + 1;
    const isNewest = before === undefined || submission_time > before.newest;
    const newestSha256 = typeof canonical_sha256 === "string" ? canonical_sha256 : undefined;
    this.#summaries.set(
      user_id,
      isNewest ? { count, newest: submission_time, newestSha256 } : { ...before, count },
    );
  }

  of(user_id: string): LedgerSummary | undefined {
    return this.#summaries.get(user_id);
  }

  get participants(): IterableIterator<string> {
    return this.#summaries.keys();
  }

  get size(): number {
    return this.#summaries.size;
  }
}
