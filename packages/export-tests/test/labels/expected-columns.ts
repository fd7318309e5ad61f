import type { Cell, CellKind, Column } from "@lab/survey-export";
import { type NamedItem, type Questionnaire, type Wording, wordingIn } from "@lab/survey-schema";
import type { ExportedTable } from "./exported-tables.ts";

/** What a column means, as the definitions of the questionnaire say. */
export interface ExpectedColumn {
  readonly name: string;
  readonly kind: CellKind;
  readonly label: string;
  readonly values: readonly (readonly [value: number | string, label: string])[];
  readonly cells: readonly Cell[];
}

/**
 * The columns of a table as a program must have them.
 *
 * @param language - of the labels. A table that does not have it has labels in its first language.
 */
export function expectedColumns(
  { table, versions = [], rows }: ExportedTable,
  language: string,
): readonly ExpectedColumn[] {
  return table.columns.map((column, index) => ({
    name: column.name,
    kind: column.kind,
    ...meaningOf(column, versions, language),
    cells: rows.map((row) => row[index] ?? null),
  }));
}

function meaningOf(
  column: Column,
  versions: readonly Questionnaire[],
  language: string,
): Pick<ExpectedColumn, "label" | "values"> {
  const asked = versions.findLast(({ items }) => items.some(({ name }) => name === column.variable?.name));
  const item = asked?.items.find(({ name }) => name === column.variable?.name);
  if (asked === undefined || item === undefined) return { label: column.labels[0]?.value ?? "", values: [] };
  const written = asked.languages.includes(language) ? language : (asked.languages[0] ?? "");
  const say = (wording: Wording) => wordingIn(wording, written);
  if (item.kind === "multiple_choice") {
    const option = item.options.find(({ code }) => column.name === `${item.name}__${code}`);
    const values = [[0, "not chosen"] as const, [1, "chosen"] as const];
    return { label: option === undefined ? "" : say(option.label), values };
  }
  return { label: say(item.label), values: valuesOf(item, say) };
}

function valuesOf(item: NamedItem, say: (wording: Wording) => string): ExpectedColumn["values"] {
  switch (item.kind) {
    case "likert":
      return item.anchors.map(({ point, label }) => [point, say(label)]);
    case "single_choice":
      return item.options.map(({ code, label }) => [code, say(label)]);
    case "slider": {
      const low = item.low === undefined ? [] : [[item.min, say(item.low)] as const];
      return [...low, ...(item.high === undefined ? [] : [[item.max, say(item.high)] as const])];
    }
    default:
      return [];
  }
}

/** A text as CSV has it. */
export function inCsv(cell: Cell): Cell {
  return typeof cell === "string" ? cell.replaceAll("\0", "␀") : cell;
}

/** Seconds since 1970, to the millisecond. Of a time without a zone, as if it were in UTC. */
export function secondsOf(cell: Cell): number | null {
  return cell === null ? null : Date.parse(`${String(cell).replace("Z", "")}Z`) / 1_000;
}
