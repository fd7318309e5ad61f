import { describe, expect, it } from "vitest";
import { files, read } from "./repository.ts";

const FOLDER = "docs/decisions/";
const INDEX = `${FOLDER}README.md`;
const headings = ["Context", "Alternatives considered", "Decision", "Consequences"];
const STATUS = /^(proposed|accepted|superseded by \[\d{4}\]\(\d{4}-[a-z0-9-]+\.md\))$/;

const records = files()
  .filter((path) => path.startsWith(FOLDER) && path !== INDEX)
  .map((path) => path.slice(FOLDER.length))
  .sort();

/** The number, title, status and date that a record begins with. */
function headOf(record: string) {
  const head = /^# (\d{4}): (.+)\n\n\| status \| date \|\n\| --- \| --- \|\n\| (.+) \| (\S+) \|\n/.exec(
    read(FOLDER + record),
  );
  if (head === null) throw new Error(`${record} does not begin as ${INDEX} says`);
  const [, number = "", title = "", status = "", date = ""] = head;
  return { number, title, status, date };
}

describe("decision records", () => {
  it("are numbered without a gap, and no number is used twice", () => {
    expect(records.length).toBeGreaterThan(0);
    const numbers = records.map((record) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(record)?.[1]);
    expect(numbers).toEqual(records.map((_, place) => String(place + 1).padStart(4, "0")));
  });

  it.each(records)("%s begins with its number, a status and a date", (record) => {
    const { number, status, date } = headOf(record);
    expect(record.slice(0, 4)).toBe(number);
    expect(status).toMatch(STATUS);
    expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
  });

  it.each(records)("%s has the four headings, in their order, and something below each", (record) => {
    const sections = read(FOLDER + record)
      .split(/^## /m)
      .slice(1);
    expect(sections.map((section) => section.slice(0, section.indexOf("\n")))).toEqual(headings);
    for (const section of sections) expect(section.slice(section.indexOf("\n")).trim()).not.toBe("");
  });

  it("are all in the index, as they call themselves", () => {
    const rows = records.map((record) => {
      const { number, title, status, date } = headOf(record);
      return `| [${number}](${record}) | ${title} | ${date} | ${status} |`;
    });
    const listed = read(INDEX).match(/^\| \[\d{4}\].*$/gm) ?? [];
    expect(listed).toEqual(rows);
  });
});
