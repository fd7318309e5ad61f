import type { SubmissionKey } from "@lab/survey-schema";

/** What a participant's ledger items come to. */
export interface LedgerSummary {
  readonly count: number;
  /** The time of the newest. */
  readonly newest: string;
}

/** Sums up the ledger, participant by participant, item by item, in any order. It takes memory for each participant. */
export class LedgerSummaries {
  readonly #summaries = new Map<string, { count: number; newest: string }>();

  add({ user_id, submission_time }: SubmissionKey): void {
    const summary = this.#summaries.get(user_id);
    if (summary === undefined) this.#summaries.set(user_id, { count: 1, newest: submission_time });
    else {
      summary.count++;
      if (submission_time > summary.newest) summary.newest = submission_time;
    }
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
