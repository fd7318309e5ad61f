import type { CodebookVariable } from "@lab/survey-schema/codebook";
import { csvDialect } from "../formats/csv.ts";
import type { CellKind, Column, Table } from "../tables/column.ts";
import { csvInWords } from "./csv-in-words.ts";
import { type DescribedTable, languagesOf } from "./described-table.ts";
import { labelIn } from "./label-in.ts";

/**
 * The descriptor of the CSV files as a Frictionless Data Package, which many programs read.
 *
 * @see https://datapackage.org/standard/table-schema/
 */
export function dataPackage(title: string, tables: readonly DescribedTable[]): string {
  const descriptor = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: "survey-export",
    title,
    description: csvInWords.join(" "),
    resources: tables.map((described) => ({
      name: described.table.name.replaceAll("_", "-"),
      path: `${described.table.name}.csv`,
      type: "table",
      title: described.table.title,
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      dialect: {
        header: true,
        delimiter: ",",
        lineTerminator: csvDialect.lineEnd,
        quoteChar: '"',
        doubleQuote: true,
      },
      schema: {
        fields: described.table.columns.map((column) => field(column, languagesOf(described))),
        missingValues: [""],
        primaryKey: primaryKey(described.table),
      },
    })),
  };
  return `${JSON.stringify(descriptor, undefined, 2)}\n`;
}

/** Who answered in which second is what a survey of a questionnaire is known by. Other tables have an id in their first column. */
function primaryKey({ columns }: Table): string[] {
  const ofSurvey = ["participant", "submission_time"];
  const names = columns.map(({ name }) => name);
  return ofSurvey.every((name) => names.includes(name)) ? ofSurvey : names.slice(0, 1);
}

const types: Readonly<Record<CellKind, { readonly type: string; readonly format?: string }>> = {
  text: { type: "string" },
  integer: { type: "integer" },
  number: { type: "number" },
  local_time: { type: "datetime" },
  utc_time: { type: "datetime" },
  // With its offset, the text is what the device wrote.
  offset_time: { type: "string" },
  date: { type: "date" },
  time: { type: "time", format: "%H:%M" },
};

function field(column: Column, languages: readonly string[]) {
  const { name, kind, labels, values, variable } = column;
  const all = values.map(({ value, labels: texts }) => ({ value, label: labelIn(texts, languages) }));
  const isClosed = values.length > 0 && (variable === undefined || hasLabelOfEach(variable, column));
  return {
    name,
    ...types[kind],
    title: labelIn(labels, languages),
    ...(isClosed && { categories: all, ...(variable?.kind === "likert" && { categoriesOrdered: true }) }),
    ...(!isClosed &&
      values.length > 0 && {
        description: all.map(({ value, label }) => `${value} is ${label}.`).join(" "),
      }),
    ...constraints(column),
  };
}

/** Whether no answer is without a label. Categories are all values that a field may have. */
function hasLabelOfEach({ kind, range: { max } }: CodebookVariable, { values }: Column): boolean {
  if (kind === "single_choice" || kind === "multiple_choice") return true;
  return kind === "likert" && values.length === max;
}

function constraints({ kind, variable, option }: Column) {
  const { min, max } = variable?.range ?? {};
  if (option !== undefined || kind === "text") return {};
  const limits = {
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
  };
  return Object.keys(limits).length === 0 ? {} : { constraints: limits };
}
