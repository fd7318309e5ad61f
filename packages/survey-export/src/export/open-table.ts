import { join } from "node:path";
import {
  createTableFile,
  type TableFile,
  type TableFormat,
  tableFormats,
  textTable,
} from "../formats/table-file.ts";
import type { DescribedTable } from "../labels/described-table.ts";
import { spssData } from "../labels/spss/spss-data.ts";
import type { Row, Table } from "../tables/column.ts";

/** A table that is being written in all its formats, and how many rows it has so far. */
export interface OpenTable extends Omit<DescribedTable, "codebook"> {
  write(rows: readonly Row[]): Promise<void>;
  end(): Promise<void>;
}

/** Leaves out the columns of a table that hold free texts. */
export function withoutTexts(table: Table): Table {
  return { ...table, columns: table.columns.filter(({ freeText }) => !freeText) };
}

/** Creates a table's files in a folder, one for each format. */
export async function openTable(
  folder: string,
  table: Table,
  formats: readonly (TableFormat | "spss")[],
): Promise<OpenTable> {
  const files: TableFile[] = [];
  for (const format of tableFormats.filter((one) => formats.includes(one))) {
    files.push(await createTableFile(join(folder, `${table.name}.${format}`), table, format));
  }
  const spss = formats.includes("spss") ? spssData(table) : undefined;
  if (spss !== undefined) files.push(await textTable(join(folder, spss.file), "", spss.line));
  const empty = table.columns.map(() => 0);
  let written = 0;
  return {
    table,
    ...(spss !== undefined && { spss }),
    get empty() {
      return new Map(table.columns.map(({ name }, index) => [name, empty[index] ?? 0]));
    },
    get rows() {
      return written;
    },
    async write(rows) {
      for (const row of rows) {
        row.forEach((cell, index) => {
          if (cell === null) empty[index] = (empty[index] ?? 0) + 1;
        });
      }
      written += rows.length;
      for (const file of files) await file.write(rows);
    },
    async end() {
      for (const file of files) await file.end();
    },
  };
}
