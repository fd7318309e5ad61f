import type { Row, Table } from "../tables/column.ts";
import { csvHeader, csvLine } from "./csv.ts";
import { TextFile } from "./output-file.ts";
import { createParquetFile } from "./parquet.ts";

/** A file with the rows of a table, which is written row by row. */
export interface TableFile {
  write(rows: readonly Row[]): Promise<void>;
  end(): Promise<void>;
}

/** How a table can be written. */
export const tableFormats = ["csv", "parquet", "jsonl"] as const;
export type TableFormat = (typeof tableFormats)[number];

/**
 * Creates a file of a table.
 *
 * @throws when there is one of that name.
 */
export async function createTableFile(path: string, table: Table, format: TableFormat): Promise<TableFile> {
  const names = table.columns.map(({ name }) => name);
  switch (format) {
    case "csv":
      return await textTable(path, csvHeader(names), csvLine);
    case "jsonl":
      return await textTable(path, "", (row) => jsonLine(names, row));
    case "parquet":
      return await createParquetFile(path, table);
  }
}

/** A table whose rows are lines, or several, of a text file. */
export async function textTable(
  path: string,
  header: string,
  line: (row: Row) => string,
): Promise<TableFile> {
  const file = await TextFile.create(path);
  await file.write(header);
  return {
    write: (rows) => file.write(rows.map(line).join("")),
    end: () => file.end(),
  };
}

/** A row as a JSON object. An empty cell is left out. */
function jsonLine(names: readonly string[], row: Row): string {
  const cells = names.flatMap((name, index) => {
    const cell = row[index] ?? null;
    return cell === null ? [] : [[name, cell] as const];
  });
  return `${JSON.stringify(Object.fromEntries(cells))}\n`;
}
