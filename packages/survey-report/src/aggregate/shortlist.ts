/**
 * Keeps the first of many in some order, without keeping them all.
 *
 * @param size - how many are kept.
 * @param compare - what comes first, as for `Array.sort`.
 * @param onDropped - is given whatever is not kept.
 */
export class Shortlist<Row> {
  readonly #size: number;
  readonly #compare: (a: Row, b: Row) => number;
  readonly #onDropped: (row: Row) => void;
  #rows: Row[] = [];
  #dropped = 0;

  constructor(size: number, compare: (a: Row, b: Row) => number, onDropped: (row: Row) => void = () => {}) {
    this.#size = size;
    this.#compare = compare;
    this.#onDropped = onDropped;
  }

  add(row: Row): void {
    this.#rows.push(row);
    // Sorting once in a while is cheaper than keeping it sorted.
    if (this.#rows.length >= this.#size * 2) this.#cut();
  }

  /** What is kept, in its order, and how many are not. */
  list(): { readonly rows: readonly Row[]; readonly more: number } {
    this.#cut();
    return { rows: [...this.#rows], more: this.#dropped };
  }

  #cut(): void {
    const sorted = this.#rows.sort(this.#compare);
    const dropped = sorted.slice(this.#size);
    this.#rows = sorted.slice(0, this.#size);
    this.#dropped += dropped.length;
    for (const row of dropped) this.#onDropped(row);
  }
}
