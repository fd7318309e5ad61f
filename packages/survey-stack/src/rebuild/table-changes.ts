/** What was done, or would be, to a table. */
export interface TableChanges {
  /** Items that are as they should be. */
  readonly unchanged: number;
  readonly added: number;
  /** Items that were there and not what the surveys bucket says. */
  readonly replaced: number;
  /** Items of which the surveys bucket knows nothing, and that were left. */
  readonly surplus: number;
  /** The same, deleted. */
  readonly pruned: number;
}

export type Change = Exclude<keyof TableChanges, "unchanged">;

/** One item that changed, would change, or was left although the surveys bucket knows nothing of it. */
export interface ItemChange {
  readonly table: "submissions" | "participants";
  readonly change: Change;
  /** The participant's id; for the ledger, the key of the survey's object. */
  readonly id: string;
}

/** Counts what happens to a table's items. */
export class ChangeCounter implements TableChanges {
  unchanged = 0;
  added = 0;
  replaced = 0;
  surplus = 0;
  pruned = 0;
  readonly #table: ItemChange["table"];
  readonly #onChange: (change: ItemChange) => void;

  constructor(table: ItemChange["table"], onChange: (change: ItemChange) => void) {
    this.#table = table;
    this.#onChange = onChange;
  }

  count(change: Change, id: string): void {
    this[change]++;
    this.#onChange({ table: this.#table, change, id });
  }

  get total(): TableChanges {
    const { unchanged, added, replaced, surplus, pruned } = this;
    return { unchanged, added, replaced, surplus, pruned };
  }
}
