import type { CodebookVariable, VersionedText } from "@lab/survey-schema/codebook";

/**
 * What a column's cells are.
 *
 * - `text`: any text;
 * - `integer`, `number`: a whole number, a number;
 * - `local_time`: `YYYY-MM-DDTHH:MM:SS`, a time of the device's clock, of which no zone is known;
 * - `utc_time`: `YYYY-MM-DDTHH:MM:SS.sssZ`;
 * - `offset_time`: RFC 3339 as the device wrote it, with its offset;
 * - `date`, `time`: `YYYY-MM-DD`, `HH:MM`.
 */
export type CellKind =
  | "text"
  | "integer"
  | "number"
  | "local_time"
  | "utc_time"
  | "offset_time"
  | "date"
  | "time";

/** A cell. Null is an empty one: there is no value. */
export type Cell = string | number | null;

/** The cells of one row, in the order of its table's columns. */
export type Row = readonly Cell[];

/** A value of a column that has a label. */
export interface LabelledValue {
  readonly value: number | string;
  readonly labels: readonly VersionedText[];
}

/** A column of a table, and what it means. */
export interface Column {
  /** Lower-case letters, digits and `_`, beginning with a letter. No other column of the table has it in any case of letters. */
  readonly name: string;
  readonly kind: CellKind;
  /** What it is, in each language in which that is known; of an item, the question. */
  readonly labels: readonly VersionedText[];
  /** Empty: its values have no labels. */
  readonly values: readonly LabelledValue[];
  /** Whether a participant wrote it freely, so that it may name people. */
  readonly freeText: boolean;
  /** The item that it comes from. Left out: it is no answer. */
  readonly variable?: CodebookVariable;
  /** Of a multiple choice, the code of the option: 1 it was chosen, 0 it was not, empty it was not asked. */
  readonly option?: string;
}

/** A table: one file of each format, and one view of queries. */
export interface Table {
  /** The name of the file and of the view, such as `daily`. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
}
