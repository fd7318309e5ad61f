import { kindInWords } from "@lab/survey-schema/codebook";
import type { CellKind, Column } from "../../tables/column.ts";
import { type DescribedTable, languagesOf } from "../described-table.ts";
import { labelIn } from "../label-in.ts";
import { type Html, html } from "./html.ts";
import { code, table, wording } from "./html-table.ts";

/** What cells of each kind are, in a word or two. */
const cellsInWords: Readonly<Record<CellKind, string>> = {
  text: "text",
  integer: "whole number",
  number: "number",
  local_time: "time of the device’s clock",
  utc_time: "time in UTC",
  offset_time: "time with offset",
  date: "date",
  time: "time of day",
};

/** All columns of a table: what each is, and how many of its cells are empty. */
export function columnTable(described: DescribedTable): Html {
  const { table: shown, rows } = described;
  return table(
    `Columns of ${shown.name}, of ${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}`,
    ["column", "what it is", "kind", "empty"],
    shown.columns.map((column) => [
      nameOf(column, shown.name),
      labelOf(column, languagesOf(described)),
      column.variable === undefined ? cellsInWords[column.kind] : kindInWords[column.variable.kind],
      share(described.empty.get(column.name) ?? 0, rows),
    ]),
  );
}

function nameOf({ name, variable }: Column, tableName: string): Html {
  if (variable === undefined) return code(name);
  return html`<a href="#${tableName}-${variable.name}">${code(name)}</a>`;
}

/** Of an option, the question is said as well. */
function labelOf({ labels, variable, option }: Column, languages: readonly string[]): Html {
  const [language = "en"] = languages;
  const label = wording(labelIn(labels, languages), language);
  if (variable === undefined || option === undefined) return label;
  return html`${label}, of: ${wording(labelIn(variable.labels, languages), language)}`;
}

function share(empty: number, rows: number): string {
  if (rows === 0 || empty === 0) return empty.toLocaleString("en");
  const percent = ((100 * empty) / rows).toLocaleString("en", { maximumFractionDigits: 1 });
  return `${empty.toLocaleString("en")} (${percent}%)`;
}
