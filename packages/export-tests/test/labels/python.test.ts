import { join } from "node:path";
import type { Cell, CellKind } from "@lab/survey-export";
import { testFolder } from "@lab/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { interpret, PATIENCE } from "../interpreter.ts";
import { expectedColumns, inCsv, secondsOf } from "./expected-columns.ts";
import { exportedTables, writeExport } from "./exported-tables.ts";
import type { ReadTables } from "./read-tables.ts";

interface InPython {
  readonly type: string;
  readonly pandasType: string;
  readonly cell: (cell: Cell) => Cell;
}

const same = (cell: Cell) => cell;
/** What Python and pandas say that a column is, and what they make of a cell. */
const inPython: Readonly<Record<CellKind, InPython>> = {
  text: { type: "str", pandasType: "string", cell: inCsv },
  integer: { type: "int", pandasType: "Int64", cell: same },
  number: { type: "float", pandasType: "float64", cell: same },
  local_time: { type: "datetime", pandasType: "datetime64[ns]", cell: secondsOf },
  utc_time: { type: "datetime", pandasType: "datetime64[ns, UTC]", cell: secondsOf },
  offset_time: { type: "str", pandasType: "string", cell: same },
  date: { type: "date", pandasType: "object", cell: same },
  time: { type: "time", pandasType: "object", cell: (cell) => (cell === null ? null : `${cell}:00`) },
};

function expectedInPython(language: string, isPandas = false) {
  const tables = exportedTables.map((one) => {
    const columns = expectedColumns(one, language).map(({ kind, cells, ...meaning }) => {
      const { type, pandasType, cell } = inPython[kind];
      const there = cells.filter((some) => some !== null);
      // There is no year 0 in Python.
      const types = new Set(there.map((some) => (kind === "date" && String(some) < "0001" ? "str" : type)));
      return {
        ...meaning,
        type: isPandas ? pandasType : [...types].sort().join(" "),
        cells: cells.map(cell),
      };
    });
    return [one.table.name, columns] as const;
  });
  return Object.fromEntries(tables);
}

describe("read.py", { timeout: PATIENCE }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = testFolder();
    await writeExport(folder, exportedTables);
  });

  async function readInPython(python: string, language: string, mode: string): Promise<ReadTables> {
    const script = join(import.meta.dirname, "print_export.py");
    return JSON.parse(await interpret(python, [script, folder, language, mode], ""));
  }

  it("reads every cell with the standard library alone, and has labels in the first language", async () => {
    expect(await readInPython("python3", "", "")).toEqual(expectedInPython(""));
  });

  it("has labels in another language", async () => {
    expect(await readInPython("python3", "de", "")).toEqual(expectedInPython("de"));
  });

  it("makes data frames of pandas", async () => {
    // Debian's pandas is for Debian's Python.
    expect(await readInPython("/usr/bin/python3", "", "pandas")).toEqual(expectedInPython("", true));
  });
});
