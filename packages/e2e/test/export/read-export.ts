import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

/** A row as a reader of any format has it: what is empty is left out. */
export type ReadRow = Readonly<Record<string, unknown>>;

/** Reads a CSV file as its documentation says, without any of our code: a guard is taken off texts, numbers become numbers. */
export function readCsv(folder: string, table: string, numbers: ReadonlySet<string>): ReadRow[] {
  const text = readFileSync(join(folder, `${table}.csv`), "utf8");
  const records: Record<string, string>[] = parse(text, { bom: true, columns: true });
  return records.map((record) =>
    Object.fromEntries(
      Object.entries(record).flatMap(([name, cell]) => {
        if (cell === "") return [];
        return [[name, numbers.has(name) ? Number(cell) : cell.replace(/^'/, "")]];
      }),
    ),
  );
}

export function readJsonLines(folder: string, table: string): ReadRow[] {
  const text = readFileSync(join(folder, `${table}.jsonl`), "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

/** Reads a Parquet file. Times and dates become texts again. */
export async function readParquet(folder: string, table: string): Promise<ReadRow[]> {
  const rows = await parquetReadObjects({
    file: await asyncBufferFromFile(join(folder, `${table}.parquet`)),
  });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        if (value === null || value === undefined) return [];
        return [[name, value instanceof Date ? timeText(name, value) : value]];
      }),
    ),
  );
}

function timeText(name: string, value: Date): string {
  const text = value.toISOString();
  if (name.endsWith("received_at") || name.endsWith("_at")) return text;
  return text.endsWith("T00:00:00.000Z") && !name.includes("submission")
    ? text.slice(0, 10)
    : text.slice(0, 19);
}

/** The files of the zip with raw surveys. */
export function readRaw(folder: string): ReadonlyMap<string, string> {
  const files = unzipSync(new Uint8Array(readFileSync(join(folder, "raw.zip"))));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
