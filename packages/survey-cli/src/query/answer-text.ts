import { columns } from "@lab/command-line";
import { type Cell, csvHeader, csvLine } from "@lab/survey-export";
import type { Answer, AnswerCell } from "./query-tables.ts";

/** So many rows are shown as a table, which people read. */
const SHOWN = 1_000;
/** So many characters of a cell are shown in a table. */
const WIDTH = 60;

/** An answer as a table for people: its first rows, with how many there are. */
export async function answerTable({ columns: names, rows }: Answer): Promise<{ text: string; rows: number }> {
  const shown: string[][] = [];
  let count = 0;
  for await (const some of rows) {
    count += some.length;
    for (const row of some.slice(0, Math.max(0, SHOWN - shown.length))) shown.push(row.map(shownCell));
  }
  const sum = `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;
  const more =
    count > SHOWN ? `, of which the first ${SHOWN.toLocaleString("en")} are shown. --csv prints all` : "";
  return { text: `${columns(shown, names)}\n\n${sum}${more}.`, rows: count };
}

/** An answer as the lines of a CSV file. */
export async function* answerCsv({ columns: names, rows }: Answer): AsyncGenerator<string> {
  yield csvHeader(names);
  for await (const some of rows) yield some.map((row) => csvLine(row.map(plainCell))).join("");
}

function shownCell(cell: AnswerCell): string {
  const text = String(plainCell(cell) ?? "").replaceAll(/\s+/g, " ");
  const characters = Array.from(text);
  return characters.length > WIDTH ? `${characters.slice(0, WIDTH - 1).join("")}…` : text;
}

function plainCell(cell: AnswerCell): Cell {
  if (cell === null || typeof cell === "string" || typeof cell === "number") return cell;
  return JSON.stringify(cell);
}
