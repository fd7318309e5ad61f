import { ALL_VERSIONS } from "./versions-cell.ts";

/** A table, or nothing when it has no rows. A column in which no row tells anything is left out. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const used = columns.map((_, index) =>
    rows.some((row) => row[index] !== "" && row[index] !== ALL_VERSIONS),
  );
  const line = (cells: readonly string[]) => `| ${cells.filter((_, index) => used[index]).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line), ""];
}

/** A text as it was written, whatever Markdown means by its characters. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|#~]/g, "\\$&")
    .replaceAll(/\s*\n\s*/g, "<br>")
    .trim();
}

/** A name or a code. */
export function code(name: string | number): string {
  return `\`${name}\``;
}
