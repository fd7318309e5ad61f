import type { Cell, Row } from "../tables/column.ts";

/** How the CSV files are written. The codebook and the generated readers say it from here. */
export const csvDialect = {
  /** With this, Excel reads the file as UTF-8. */
  byteOrderMark: "\uFEFF",
  lineEnd: "\r\n",
  /** Stands before a text that a spreadsheet would take for a formula, before one that begins with it, and alone for an empty text. */
  guard: "'",
  /** Stands for the character NUL, at which R and SPSS end a text. It cannot be reversed. Parquet and JSON Lines have the NUL. */
  nul: "\u2400",
} as const;

/**
 * A spreadsheet takes a text for a formula that begins like this, white space aside.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const LIKE_A_FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20']|^[\t\r]/;
const TO_QUOTE = /[",\r\n]|^\s|\s$/;

/** The line with the names of the columns, with what stands at the top of the file. */
export function csvHeader(names: readonly string[]): string {
  return csvDialect.byteOrderMark + names.join(",") + csvDialect.lineEnd;
}

/**
 * A line of a CSV file: RFC 4180, but that a text which a spreadsheet might run is guarded. An empty cell is one without a value; an
 * empty text is the guard alone. {@link unguarded} reverses it. A NUL is written as `␀`.
 *
 * @example csvLine(["0001", 3, "=1+1", null]) // "0001,3,'=1+1,\r\n"
 */
export function csvLine(row: Row): string {
  return row.map(csvCell).join(",") + csvDialect.lineEnd;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const visible = cell.replaceAll("\0", csvDialect.nul);
  const text = visible === "" || LIKE_A_FORMULA.test(visible) ? csvDialect.guard + visible : visible;
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a cell of a text column as it was before it was guarded; null for an empty cell, which has no value. */
export function unguarded(cell: string): string | null {
  if (cell === "") return null;
  return cell.startsWith(csvDialect.guard) ? cell.slice(csvDialect.guard.length) : cell;
}
