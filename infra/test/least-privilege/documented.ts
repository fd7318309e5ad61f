import { readFileSync } from "node:fs";

/**
 * The tables of `docs/permissions.md` by their heading: of each row the first three cells, `action | on | how`, in alphabetical
 * order. What the cells after them say is for people.
 */
export function documentedTables(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(new URL("../../../docs/permissions.md", import.meta.url), "utf8");
  const sections = text.split(/^## /m).slice(1);
  const tables = sections.map((section): [string, readonly string[]] => {
    const [heading = "", ...lines] = section.split("\n");
    const rows = lines
      .filter((line) => line.startsWith("| `"))
      .map((line) => {
        const cells = line.split("|").map((cell) => cell.trim().replaceAll("`", ""));
        return cells.slice(1, 4).join(" | ");
      });
    return [heading.trim(), rows.toSorted()];
  });
  return new Map(tables.filter(([, rows]) => rows.length > 0));
}
