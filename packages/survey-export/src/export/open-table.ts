import { join } from "node:path";
import { createTableFile, type TableFile, type TableFormat } from "../formats/table-file.ts";
import type { Row, Table } from "../tables/column.ts";

/** A table that is being written in all its formats, and how many rows it has so far. */
export interface OpenTable {
  readonly table: Table;
  readonly rows: number;
  /** How many cells of each column are empty. */
  readonly empty: ReadonlyMap<string, number>;
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
  formats: readonly TableFormat[],
  others: readonly TableFile[] = [],
): Promise<OpenTable> {
  const files: TableFile[] = [...others];
  for (const format of formats) {
    files.push(await createTableFile(join(folder, `${table.name}.${format}`), table, format));
  }
  const empty = table.columns.map(() => 0);
  let written = 0;
  return {
    table,
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
