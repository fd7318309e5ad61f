import { join } from "node:path";
import type { Cell, CellKind } from "@lab/survey-export";
import { testFolder } from "@lab/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { interpret, PATIENCE } from "../interpreter.ts";
import { expectedColumns, secondsOf } from "./expected-columns.ts";
import { exportedTables, writeExport } from "./exported-tables.ts";
import { parseHex, type ReadColumn, type ReadTables } from "./read-tables.ts";

const FIRST_DAY = "1582-10-15";
const same = (cell: Cell) => cell;
/** What a cell is in a file of SPSS, as R reads it. */
const inSpss: Readonly<Record<CellKind, (cell: Cell) => Cell>> = {
  text: same,
  integer: same,
  number: same,
  local_time: secondsOf,
  utc_time: secondsOf,
  offset_time: same,
  date: (cell) => (cell === null || String(cell) < FIRST_DAY ? null : Date.parse(String(cell)) / 86_400_000),
  time: same,
};

/** Words of SPSS, which are no names there. */
const words = "all and by eq ge gt le lt ne not or to with".split(" ");

function nameInSpss(name: string, there: ReadonlySet<string>): string {
  if (name.length <= 64) return words.includes(name) ? `${name}__1` : name;
  const beginning = name.slice(0, 57);
  const found = [...there].filter((one) => one.startsWith(beginning));
  expect(found).toHaveLength(2);
  return found[name.endsWith("is") ? 0 : 1] ?? "";
}

/** A text without the marks that the codebook explains. */
function unmarked(text: string): string {
  const meanings: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", s: " ", e: "", "\\": "\\" };
  return text.replaceAll(/\\(?:x(..)|(.))/g, (mark, hex, letter) =>
    hex === undefined ? (meanings[letter] ?? mark) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

describe("labels.sps, run by PSPP", { timeout: PATIENCE }, () => {
  let tables: ReadTables;
  beforeAll(async () => {
    const folder = testFolder();
    const saved = testFolder();
    await writeExport(folder, exportedTables);
    const files = exportedTables.map(({ table: { name } }) => join(saved, `${name}.sav`));
    const commands = [
      `INSERT FILE='${folder}/labels.sps' CD=YES ENCODING='UTF8'.`,
      ...exportedTables.map(
        ({ table: { name } }, i) => `DATASET ACTIVATE ${name}.\nSAVE OUTFILE='${files[i]}'.`,
      ),
    ];
    const said = await interpret(
      "pspp",
      ["-O", "format=txt", "-o", "-", "-b", "-"],
      `${commands.join("\n")}\n`,
    );
    expect(said).toBe("");
    const program = [join(import.meta.dirname, "print_sav.R"), import.meta.dirname, ...files];
    tables = parseHex(await interpret("Rscript", program, ""));
  }, PATIENCE);

  const inEachTable = it.each(
    exportedTables.map((one) => [one.table.name, expectedColumns(one, "")] as const),
  );

  inEachTable("labels variables and values of %s, as far as there is room", (table, expected) => {
    for (const { name, label, values } of expected) {
      const { column } = inTable(table, name);
      // SPSS fills short strings with blanks, and haven leaves them there in values that have labels.
      const labels = new Map(
        column.values.map(([value, text]) => [typeof value === "string" ? value.trimEnd() : value, text]),
      );
      expect({ name, label: column.label }).toEqual({ name, label: cutAt(255, column.label, label) });
      expect([...labels.keys()].sort()).toEqual(values.map(([value]) => value).sort());
      for (const [value, wanted] of values) {
        expect(labels.get(value)).toBe(cutAt(120, labels.get(value) ?? "", wanted));
      }
    }
  });

  inEachTable("has every cell of %s", (table, expected) => {
    for (const { name, kind, cells } of expected) {
      const { column, pieces } = inTable(table, name);
      const read = column.cells.map((cell, row) => {
        // A time is a double, in which milliseconds are not exact.
        if (isTime(kind) && typeof cell === "number") return Math.round(cell * 1_000) / 1_000;
        if (typeof cell !== "string") return cell;
        // A blank string has no value. Of short ones haven does not see it.
        if (cell === "") return null;
        return unmarked([column, ...pieces].map(({ cells: all }) => all[row] ?? "").join(""));
      });
      const wanted = cells.map(inSpss[kind]);
      const isAnswer = table !== "rejected";
      expect({ name, cells: read }).toEqual({
        name,
        cells: isAnswer ? wanted : wanted.map((one, row) => cutOff(one, read[row] ?? null)),
      });
    }
  });

  it("has no value where a string is blank, and an empty text where there was one", () => {
    const [hard] = exportedTables;
    const wanted = hard && expectedColumns(hard, "").find(({ name }) => name === "note")?.cells;
    const notes = inTable("hard", "note").column.cells;
    expect(notes.filter((cell) => cell === null)).toHaveLength(
      wanted?.filter((cell) => cell === null).length ?? 0,
    );
    expect(notes.filter((cell) => cell === "\\e")).toHaveLength(1);
  });

  /** A column, and the further ones of a long text. */
  function inTable(
    table: string,
    name: string,
  ): { readonly column: ReadColumn; readonly pieces: readonly ReadColumn[] } {
    const all = tables[table] ?? [];
    const names = new Set(all.map((one) => one.name));
    const here = nameInSpss(name, names);
    const column = all.find((one) => one.name === here);
    if (column === undefined) throw new Error(`${table} has no ${here}`);
    return { column, pieces: all.filter((one) => one.name.match(/^(.*)__\d+$/)?.[1] === here) };
  }
});

function isTime(kind: CellKind): boolean {
  return kind === "local_time" || kind === "utc_time";
}

/** How a label is cut that has more bytes than SPSS keeps, if it is the one that is there. */
function cutAt(bytes: number, there: string, label: string): string {
  const line = label.replaceAll("\n", " ");
  if (Buffer.byteLength(line) <= bytes) return line;
  expect(Buffer.byteLength(there)).toBeLessThanOrEqual(bytes);
  expect(Buffer.byteLength(there)).toBeGreaterThan(bytes - 8);
  expect(line.startsWith(there.slice(0, -1))).toBe(true);
  return `${there.slice(0, -1)}…`;
}

/** The body of a rejected survey is cut off, and says so. */
function cutOff(text: Cell, there: Cell): Cell {
  if (typeof text !== "string" || typeof there !== "string" || text === there) return text;
  expect(there.endsWith("\\+")).toBe(true);
  expect(Buffer.byteLength(text)).toBeGreaterThan(16_000);
  expect(text.startsWith(there.slice(0, -2))).toBe(true);
  return there;
}
