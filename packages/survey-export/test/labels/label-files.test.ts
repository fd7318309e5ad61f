import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { labelFiles } from "../../src/labels/label-files.ts";
import { spssData } from "../../src/labels/spss/spss-data.ts";
import { someTables } from "./some-tables.ts";

const files = labelFiles({ title: "Sleep", tables: someTables });
const evening = someTables.filter(({ codebook }) => codebook !== undefined);

function withSpss(notes: readonly (string | null)[]): string {
  const tables = evening.map((one) => {
    const spss = spssData(one.table);
    const names = one.table.columns.map(({ name }) => name);
    for (const note of notes) spss.line(names.map((name) => (name === "note" ? note : null)));
    return { ...one, spss };
  });
  return labelFiles({ title: "Sleep", tables }).get("labels.sps") ?? "";
}

describe("labelFiles", () => {
  it("makes the same files of the same tables", () => {
    expect(labelFiles({ title: "Sleep", tables: someTables })).toEqual(files);
    expect([...files.keys()]).toEqual([
      "codebook.html",
      "codebook.csv",
      "datapackage.json",
      "read.R",
      "read.py",
      "read.do",
    ]);
  });

  it("writes a script for R that no encoding can change", () => {
    expect(files.get("read.R")).toMatch(/^[\n -~]+$/);
  });

  it("writes a codebook as CSV with a row for each column, value and language", () => {
    const rows: Record<string, string>[] = parse(files.get("codebook.csv") ?? "", {
      bom: true,
      columns: true,
    });
    const of = (column: string) => rows.filter((row) => row.column === column);
    expect(of("place").map((row) => [row.language, row.label, row.value, row.value_label])).toEqual([
      ["en", "Where?", "home", "At home"],
      ["en", "Where?", "work", "At work"],
      ["de", "Wo?", "home", "Zu Hause"],
      ["de", "Wo?", "work", "Bei der Arbeit"],
    ]);
    expect(of("calm")[0]).toMatchObject({
      label: "Calm today?",
      item: "calm",
      kind: "integer",
      rows: "2000",
    });
    expect(of("note")).toMatchObject([
      { language: "en", value: "", empty: "1500" },
      { language: "de", label: "Notiz" },
    ]);
    expect(of("surveys")).toMatchObject([
      { table: "participants", label: "Number of accepted surveys", item: "" },
    ]);
  });

  it("splits no text for SPSS that needs no second variable", () => {
    expect(withSpss(["short", null])).toMatch(/^ {4}note A5\r\n {4}note__2 A1\r\n {4}note__3 A1/m);
    expect(withSpss(["short", null])).toContain("DELETE VARIABLES note__2 note__3.");
    const long = withSpss(["ä".repeat(20_000)]);
    expect(long).toMatch(/^ {4}note A32762\r\n {4}note__2 A7238\r\n {4}note__3 A1\b/m);
    expect(long).toContain("DELETE VARIABLES note__3.");
  });

  it("tells SPSS what is ordered, what is chosen, and how numbers are shown", () => {
    const syntax = withSpss([]);
    expect(syntax).toContain("/calm (ORDINAL)");
    expect(syntax).toContain("/company__home (NOMINAL)");
    expect(syntax).toContain("/hours (SCALE)");
    expect(syntax).toMatch(/^ {4}part F20\.2\r\n {4}hours F20\.1\r\n {4}day SDATE10\r$/m);
  });

  it("labels in Stata what it can, and expands no macro", () => {
    const commands = files.get("read.do") ?? "";
    expect(commands).toContain("Nobody has run this file yet");
    expect(commands).toContain('label define tense 1 `"no"\' 7 `"yes"\', replace\nlabel values tense tense');
    expect(commands).not.toContain("label define place");
  });
});
