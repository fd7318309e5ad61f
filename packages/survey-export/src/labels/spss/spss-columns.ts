import type { Column, Table } from "../../tables/column.ts";
import { type NameRules, shortNames } from "../short-names.ts";
import { piecesFor } from "./spss-text.ts";

/**
 * @see https://www.ibm.com/docs/en/spss-statistics/29.0.0?topic=list-variable-names
 */
export const spssNames: NameRules = {
  maxLength: 64,
  reserved: new Set(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"]),
};

/** A column as SPSS has it: one variable, or several for the pieces of a long text. */
export interface SpssColumn {
  readonly column: Column;
  /** `note`, `note__2`, … The pieces of a text in their order. */
  readonly names: readonly string[];
  /** How its numbers are read and shown. Left out: it is a string. */
  readonly format?: string;
}

/** The columns of a table, in its order. */
export function spssColumns({ columns }: Table): SpssColumn[] {
  const names = shortNames(
    columns.map(({ name }) => name),
    spssNames,
  );
  return columns.map((column) => {
    const name = names.get(column.name) ?? column.name;
    const format = numericFormat(column);
    const characters = Math.max(0, ...(column.variable?.maxCharacters.map(({ value }) => value) ?? []));
    const further = Array.from({ length: piecesFor(characters) }, (_, i) => `${name}__${i + 1}`).slice(1);
    return { column, names: [name, ...further], ...(format !== undefined && { format }) };
  });
}

/** The format does not change what numbers are. Wide ones do not show them as `***`. */
function numericFormat(column: Column): string | undefined {
  switch (column.kind) {
    case "integer":
      return "F11.0";
    case "number":
      return `F20.${decimalsOf(column)}`;
    case "local_time":
      return "DATETIME20.0";
    case "utc_time":
      return "DATETIME24.3";
    case "date":
      return "SDATE10";
    case "text":
    case "offset_time":
    case "time":
      return undefined;
  }
}

/** Digits after the point that tell an answer from its neighbours; of what is computed or measured, three. */
function decimalsOf({ variable }: Column): number {
  const { decimals, step, min } = variable?.range ?? {};
  if (decimals !== undefined) return decimals;
  return step === undefined ? 3 : Math.max(digitsAfterPoint(step), digitsAfterPoint(Number(min)));
}

/** Ranges have at most six digits after the point. */
function digitsAfterPoint(value: number): number {
  return (
    value
      .toFixed(6)
      .replace(/\.?0+$/, "")
      .split(".")[1]?.length ?? 0
  );
}
