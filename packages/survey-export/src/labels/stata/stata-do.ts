import { csvDialect } from "../../formats/csv.ts";
import type { Cell, CellKind, Column } from "../../tables/column.ts";
import { oneLine } from "../cut-label.ts";
import { type DescribedTable, languagesOf } from "../described-table.ts";
import { labelIn } from "../label-in.ts";
import { shortNames } from "../short-names.ts";
import { stataNames } from "./stata-names.ts";

/** What Stata keeps of a label, in characters. */
const MAX_LABEL = 80;

/** A do-file that reads the tables of an export into Stata, each as a `.dta` file. It was never run, since Stata is not free. */
export function stataDo(tables: readonly DescribedTable[]): string {
  const lines = [
    "* Reads the tables of this export into Stata, with labels, and saves each as a .dta file.",
    "* Nobody has run this file yet, since we have no Stata. Compare what it makes with codebook.html.",
    "* Needs Stata 14 or newer. Run it with the folder of the export as the working directory:",
    '*   cd "folder/of/the/export"',
    "*   do read.do",
    "* Stata knows no difference between an empty text and no value. Straight quotes in labels are written as curly ones.",
    "* Times of the device's clock have no time zone. Times of the queue are in UTC.",
    "version 14",
    "",
    ...tables.flatMap(tableCommands),
  ];
  return `${lines.join("\n")}\n`;
}

function tableCommands(described: DescribedTable): string[] {
  const { name, title, columns } = described.table;
  const languages = languagesOf(described);
  const names = shortNames(
    columns.map((column) => column.name),
    stataNames,
  );
  return [
    `* ${oneLine(title)}`,
    `import delimited using "${name}.csv", delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) ///`,
    '  bindquote(strict) maxquotedrows(unlimited) encoding("UTF-8") clear',
    // A column may be named `v1`, and none is named so.
    "rename v# read__#",
    ...columns.flatMap((column, index) => {
      const variable = names.get(column.name) ?? column.name;
      return [
        ...conversions[column.kind](variable, `read__${index + 1}`),
        `label variable ${variable} ${quoted(labelIn(column.labels, languages))}`,
        ...valueLabels(column, variable, languages),
        ...(variable === column.name ? [] : [`notes ${variable}: ${column.name} in the other files`]),
      ];
    }),
    `label data ${quoted(title)}`,
    "compress",
    `save "${name}.dta", replace`,
    "",
  ];
}

/** How a column of texts, as it was read, becomes a variable of each kind. */
const conversions: Readonly<Record<CellKind, (variable: string, read: string) => string[]>> = {
  text: (variable, read) => [
    `rename ${read} ${variable}`,
    `replace ${variable} = substr(${variable}, ${csvDialect.guard.length + 1}, .) if substr(${variable}, 1, ${csvDialect.guard.length}) == "${csvDialect.guard}"`,
  ],
  integer: (variable, read) => computed("long", variable, read, `real(${read})`),
  number: (variable, read) => computed("double", variable, read, `real(${read})`),
  local_time: (variable, read) => [
    ...computed("double", variable, read, `clock(${read}, "YMD#hms")`),
    `format ${variable} %tcCCYY-NN-DD!THH:MM:SS`,
  ],
  utc_time: (variable, read) => [
    ...computed("double", variable, read, `clock(${read}, "YMD#hms#")`),
    `format ${variable} %tcCCYY-NN-DD!THH:MM:SS.sss`,
  ],
  offset_time: (variable, read) => [`rename ${read} ${variable}`],
  date: (variable, read) => [
    ...computed("long", variable, read, `date(${read}, "YMD")`),
    `format ${variable} %tdCCYY-NN-DD`,
  ],
  time: (variable, read) => [`rename ${read} ${variable}`],
};

function computed(type: string, variable: string, read: string, value: string): string[] {
  return [`generate ${type} ${variable} = ${value}`, `drop ${read}`];
}

/** Stata labels whole numbers alone. */
function valueLabels({ values }: Column, variable: string, languages: readonly string[]): string[] {
  const labelled = values.filter(({ value }) => Number.isInteger(value));
  if (labelled.length === 0) return [];
  const pairs = labelled.map(({ value, labels }) => `${whole(value)} ${quoted(labelIn(labels, languages))}`);
  return [`label define ${variable} ${pairs.join(" ")}, replace`, `label values ${variable} ${variable}`];
}

function whole(value: Exclude<Cell, null>): string {
  return String(value);
}

/** A string of a do-file, in which no macro is expanded. */
function quoted(label: string): string {
  const characters = [...oneLine(label)].slice(0, MAX_LABEL).join("");
  const curly = characters.replaceAll('"', "”");
  return `\`"${curly.replaceAll(/[\\`$]/g, "\\$&")}"'`;
}
