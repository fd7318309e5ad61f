import { csvHeader, csvLine } from "../../formats/csv.ts";
import type { Column, Row } from "../../tables/column.ts";
import { type DescribedTable, languagesOf } from "../described-table.ts";
import { newestLabels } from "../label-in.ts";

const header = [
  "table",
  "column",
  "kind",
  "item",
  "language",
  "label",
  "value",
  "value_label",
  "rows",
  "empty",
] as const;

/** The codebook as CSV: a row for each column, labelled value and language. */
export function codebookCsv(tables: readonly DescribedTable[]): string {
  return csvHeader(header) + tables.flatMap(tableRows).map(csvLine).join("");
}

function tableRows(described: DescribedTable): Row[] {
  const languages = languagesOf(described);
  return described.table.columns.flatMap((column) => {
    const about = [described.table.name, column.name, column.kind, column.variable?.name ?? null];
    const share = [described.rows, described.empty.get(column.name) ?? 0];
    return languages.flatMap((language) =>
      valuesIn(column, language).map((values) => [...about, language, ...values, ...share]),
    );
  });
}

/** In a language, the column's label with each of its values. */
function valuesIn({ labels, values }: Column, language: string): Row[] {
  const label = newestLabels(labels).get(language) ?? null;
  const rows = values.flatMap(({ value, labels: texts }) => {
    const valueLabel = newestLabels(texts).get(language);
    return valueLabel === undefined ? [] : [[label, value, valueLabel]];
  });
  if (rows.length > 0) return rows;
  return label === null ? [] : [[label, null, null]];
}
