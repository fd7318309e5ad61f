import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Cell, CellKind } from "@lab/survey-export";
import { testFolder } from "@lab/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { interpret, PATIENCE } from "../interpreter.ts";
import { expectedColumns, inCsv, secondsOf } from "./expected-columns.ts";
import { exportedTables, writeExport } from "./exported-tables.ts";
import { parseHex, type ReadTables } from "./read-tables.ts";

/** What R says that a column is, and what it makes of a cell. */
const inR: Readonly<Record<CellKind, { readonly type: string; readonly cell: (cell: Cell) => Cell }>> = {
  text: { type: "character", cell: inCsv },
  integer: { type: "integer", cell: (cell) => cell },
  number: { type: "numeric", cell: (cell) => cell },
  local_time: { type: "POSIXct POSIXt UTC", cell: secondsOf },
  utc_time: { type: "POSIXct POSIXt UTC", cell: secondsOf },
  offset_time: { type: "character", cell: (cell) => cell },
  date: { type: "Date", cell: (cell) => (cell === null ? null : Date.parse(String(cell)) / 86_400_000) },
  time: { type: "character", cell: (cell) => cell },
};

function expectedInR(language: string) {
  const tables = exportedTables.map((one) => {
    const columns = expectedColumns(one, language).map(({ kind, cells, values, ...meaning }) => ({
      ...meaning,
      // haven says it of labelled numbers.
      type: kind === "number" && values.length > 0 ? "double" : inR[kind].type,
      values,
      cells: cells.map(inR[kind].cell),
    }));
    return [one.table.name, columns] as const;
  });
  return Object.fromEntries(tables);
}

async function readInR(script: string, call: string, locale?: string): Promise<ReadTables> {
  const program = [join(import.meta.dirname, "print_export.R"), import.meta.dirname, script, call];
  return toMilliseconds(parseHex(await interpret("Rscript", program, "", locale)));
}

/** A time of R is a double, in which milliseconds are not exact. */
function toMilliseconds(tables: ReadTables): ReadTables {
  const rounded = (cell: Cell) => (typeof cell === "number" ? Math.round(cell * 1_000) / 1_000 : cell);
  const entries = Object.entries(tables).map(([name, columns]) => [
    name,
    columns.map((one) => (one.type.startsWith("POSIXct") ? { ...one, cells: one.cells.map(rounded) } : one)),
  ]);
  return Object.fromEntries(entries);
}

describe("read.R", { timeout: PATIENCE }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = join(testFolder(), "an export's ä");
    await writeExport(folder, exportedTables);
  });

  it("reads every cell, and labels variables and values in the first language", async () => {
    const tables = await readInR(join(folder, "read.R"), "read_export()");
    const expected = expectedInR("");
    expect(Object.keys(tables)).toEqual(Object.keys(expected));
    for (const [name, columns] of Object.entries(expected))
      expect({ name, columns: tables[name] }).toEqual({ name, columns });
  });

  it("labels in another language, and reads another folder, where R knows no UTF-8", async () => {
    const copy = testFolder();
    await writeExport(copy, exportedTables);
    await mkdir(join(copy, "script"));
    await rename(join(copy, "read.R"), join(copy, "script", "read.R"));
    const call = `read_export(${JSON.stringify(copy)}, language = "de")`;
    const tables = await readInR(join(copy, "script", "read.R"), call, "C");
    expect(tables).toEqual(expectedInR("de"));
  });
});
