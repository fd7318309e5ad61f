import { parseSubmissionKey, type SubmissionKey } from "@lab/survey-schema";

/** The newest ledger item of one questionnaire. */
export interface NewestItem extends SubmissionKey {
  /** The hash that it has; undefined when it has none. */
  readonly sha256: string | undefined;
}

/** The sums of a participant's ledger items. */
export interface LedgerSummary {
  readonly count: number;
  /** Of each questionnaire that was answered. */
  readonly newest: readonly NewestItem[];
}

/** The attributes of a ledger item that are summed up. The item may be unchecked. */
export type SummedItem = SubmissionKey & { readonly canonical_sha256?: unknown };

interface Sums {
  count: number;
  /** By the questionnaire's id. The default questionnaire's keys do not name it. */
  readonly newest: Map<string | undefined, NewestItem>;
}

/** Sums up the ledger, participant by participant, item by item, in any order. It takes memory for each participant. */
export class LedgerSummaries {
  readonly #sums = new Map<string, Sums>();

  add({ user_id, submission_time, canonical_sha256 }: SummedItem): void {
    const sums = this.#sums.get(user_id) ?? { count: 0, newest: new Map() };
    this.#sums.set(user_id, sums);
    sums.count++;
    const questionnaire = parseSubmissionKey({ user_id, submission_time })?.questionnaire;
    const before = sums.newest.get(questionnaire);
    if (before !== undefined && submission_time <= before.submission_time) return;
    const sha256 = typeof canonical_sha256 === "string" ? canonical_sha256 : undefined;
    sums.newest.set(questionnaire, { user_id, submission_time, sha256 });
  }

  of(user_id: string): LedgerSummary | undefined {
    const sums = this.#sums.get(user_id);
    return sums && { count: sums.count, newest: [...sums.newest.values()] };
  }

  get participants(): IterableIterator<string> {
    return this.#sums.keys();
  }

  get size(): number {
    return this.#sums.size;
  }
}
