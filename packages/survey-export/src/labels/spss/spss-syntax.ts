import type { Column } from "../../tables/column.ts";
import { cutLabel, oneLine } from "../cut-label.ts";
import { type DescribedTable, languagesOf } from "../described-table.ts";
import { labelIn } from "../label-in.ts";
import { shortNames } from "../short-names.ts";
import { type SpssColumn, spssNames } from "./spss-columns.ts";
import type { SpssData } from "./spss-data.ts";
import { spssTextInWords } from "./spss-text.ts";

/** What SPSS keeps of a label, in bytes. PSPP keeps one byte less of a variable's. */
const MAX_VARIABLE_LABEL_BYTES = 255;
const MAX_VALUE_LABEL_BYTES = 120;

/** What the syntax says first, each line as a comment. */
const introduction: readonly string[] = [
  "Reads the tables of this export into SPSS or PSPP, with labels",
  "Run this line in a syntax window, with the folder in which this file is",
  "  INSERT FILE='C:/folder/of/the/export/labels.sps' CD=YES ENCODING='UTF8'",
  "Each table is a data set of its own then. DATASET ACTIVATE chooses one",
  "It was tried with PSPP 1.6. SPSS must run in Unicode mode, which is its default",
  "",
  "Times of the device's clock have no time zone. Times of the queue are in UTC",
  "There are no dates before 15 October 1582. A cell with one is empty",
  ...spssTextInWords,
];

/** The syntax that reads the files of {@link SpssData}, and labels what is in them. A table without one is passed over. */
export function spssSyntax(tables: readonly DescribedTable[]): string {
  const names = shortNames(
    tables.map(({ table }) => table.name),
    spssNames,
  );
  const commands = tables.flatMap(({ spss, ...described }) =>
    spss === undefined
      ? []
      : tableSyntax(described, spss, names.get(described.table.name) ?? described.table.name),
  );
  const [first = ""] = names.values();
  const comments = introduction.map((line) => (line === "" ? "" : `* ${line.replace(/\.$/, "")}.`));
  const lines = [
    ...comments,
    "",
    "PRESERVE.",
    "SET DECIMAL=DOT.",
    "",
    ...commands,
    `DATASET ACTIVATE ${first}.`,
    "RESTORE.",
  ];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function tableSyntax(described: DescribedTable, data: SpssData, name: string): string[] {
  const { columns } = data;
  const languages = languagesOf(described);
  const variables = columns.flatMap((one) =>
    one.names.map((variable, piece) => `    ${variable} ${typeOf(one, data.widths(one)[piece] ?? 0)}`),
  );
  const unused = columns.flatMap((one) =>
    one.names.filter((_, piece) => piece > 0 && data.widths(one)[piece] === 0),
  );
  const strings = columns.flatMap(({ names: [first = ""], format }) => (format === undefined ? [first] : []));
  const labels = columns.flatMap(({ column, names: all }) =>
    all.map((one) => `${one} ${variableLabel(column, languages)}`),
  );
  return [
    `* ${oneLine(described.table.title)}.`,
    "GET DATA",
    `  /TYPE=TXT /FILE=${quoted(data.file)} /ENCODING='UTF8'`,
    '  /ARRANGEMENT=DELIMITED /DELCASE=LINE /FIRSTCASE=1 /DELIMITERS="\\t"',
    "  /VARIABLES=",
    `${variables.join("\r\n")}.`,
    ...command("VARIABLE LABELS", labels),
    ...command(
      "VALUE LABELS",
      columns.flatMap((one) => valueLabels(one, languages)),
    ),
    ...command("MISSING VALUES", strings.length === 0 ? [] : [`${strings.join(" ")} ('')`]),
    ...command("VARIABLE LEVEL", columns.flatMap(level)),
    "EXECUTE.",
    ...(unused.length === 0 ? [] : [`DELETE VARIABLES ${unused.join(" ")}.`]),
    // A copy stays when the next table is read. PSPP would lose what was only named.
    `DATASET COPY ${name}.`,
    "",
  ];
}

/** A command with its parts, one in a line; none without parts. */
function command(name: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [`${name}\r\n  ${parts.join("\r\n  /")}.`];
}

function typeOf({ column, format }: SpssColumn, bytes: number): string {
  const coded = column.values.map(({ value }) => Buffer.byteLength(String(value)));
  return format ?? `A${Math.max(1, bytes, ...coded)}`;
}

function variableLabel({ labels }: Column, languages: readonly string[]): string {
  return quoted(cutLabel(labelIn(labels, languages), MAX_VARIABLE_LABEL_BYTES));
}

function valueLabels(
  { column: { values }, names: [name] }: SpssColumn,
  languages: readonly string[],
): string[] {
  if (values.length === 0) return [];
  const pairs = values.map(({ value, labels }) => {
    const label = quoted(cutLabel(labelIn(labels, languages), MAX_VALUE_LABEL_BYTES));
    return `    ${typeof value === "number" ? value : quoted(value)} ${label}`;
  });
  return [[name, ...pairs].join("\r\n")];
}

/** How much numbers tell. That answers have an order does not make their distances known. Strings are nominal anyway. */
function level({ column: { variable, option }, names: [name], format }: SpssColumn): string[] {
  if (format === undefined) return [];
  if (option !== undefined) return [`${name} (NOMINAL)`];
  return [`${name} (${variable?.kind === "likert" ? "ORDINAL" : "SCALE"})`];
}

/** A string of the syntax. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
