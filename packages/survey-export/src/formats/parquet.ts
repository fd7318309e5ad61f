import type { SchemaElement } from "hyparquet";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import type { Cell, CellKind, Row, Table } from "../tables/column.ts";
import type { TableFile } from "./table-file.ts";

/** Rows of one row group. The writer keeps one group in memory, and readers can leave out whole ones. */
const ROWS_PER_GROUP = 20_000;

/** How cells of each kind are stored. A time of day and a time with its offset stay the texts that they are. */
const stored: Readonly<Record<CellKind, Omit<SchemaElement, "name" | "repetition_type">>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT32" },
  number: { type: "DOUBLE" },
  local_time: {
    type: "INT64",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MILLIS" },
  },
  utc_time: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" } },
  offset_time: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  date: { type: "INT32", converted_type: "DATE" },
  time: { type: "BYTE_ARRAY", converted_type: "UTF8" },
};

/** Creates a Parquet file of a table. A file of that name is replaced. */
export function createParquetFile(path: string, { columns }: Table): TableFile {
  const file = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.map(({ name, kind }) => ({ name, repetition_type: "OPTIONAL" as const, ...stored[kind] })),
    ],
  });
  let waiting: Row[] = [];
  const writeGroup = async (rows: readonly Row[]) => {
    const columnData = columns.map(({ name, kind }, index) => ({
      name,
      data: rows.map((row) => storedCell(kind, row[index] ?? null)),
    }));
    await file.write({ columnData, rowGroupSize: ROWS_PER_GROUP });
  };
  return {
    async write(rows) {
      waiting.push(...rows);
      while (waiting.length >= ROWS_PER_GROUP) {
        const group = waiting.slice(0, ROWS_PER_GROUP);
        waiting = waiting.slice(ROWS_PER_GROUP);
        await writeGroup(group);
      }
    },
    async end() {
      if (waiting.length > 0) await writeGroup(waiting);
      waiting = [];
      await file.finish();
    },
  };
}

function storedCell(kind: CellKind, cell: Cell): Cell | Date {
  if (typeof cell !== "string") return cell;
  switch (kind) {
    case "local_time":
      return new Date(`${cell}Z`);
    case "utc_time":
    case "date":
      return new Date(cell);
    default:
      return cell;
  }
}
