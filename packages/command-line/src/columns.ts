import { styleText } from "node:util";
import Table from "cli-table3";

const noBorders = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid"].flatMap((side) =>
    ["", "-mid", "-left", "-right"].map((part) => [`${side}${part}`, ""]),
  ),
);

/** Rows as aligned lines, without borders, indented by two. The first row may be a heading. */
export function columns(
  rows: readonly (readonly (string | number)[])[],
  head: readonly string[] = [],
): string {
  const table = new Table({
    head: head.map((title) => styleText("bold", title)),
    chars: { ...noBorders, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}
