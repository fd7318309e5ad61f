import type { VersionedText } from "@lab/survey-schema/codebook";
import type { Column, LabelledValue } from "../../tables/column.ts";
import { csvInWords } from "../csv-in-words.ts";
import { type DescribedTable, languagesOf } from "../described-table.ts";
import { newestLabels } from "../label-in.ts";
import { rReader } from "./r-reader.ts";
import { rText } from "./r-text.ts";

/** The script that reads the tables of an export into R, with labels. */
export function rScript(tables: readonly DescribedTable[]): string {
  return [
    "# Reads the tables of this export into R, with the labels of variables and of values.",
    "#",
    '#   source("folder/of/the/export/read.R")',
    "#   survey <- read_export()                  # all tables. survey$daily is one of them",
    '#   survey <- read_export(language = "de")   # with labels in German, where there are any',
    "#",
    "# It needs the package haven for labelled values. It works from any working directory.",
    '# Times of the device\'s clock have no time zone. They are POSIXct in "UTC" here, so that nothing shifts them.',
    "# Times of the queue are really in UTC. Times with an offset are the texts that the device sent. Dates are Date.",
    "#",
    ...csvInWords.map((sentence) => `# ${sentence}`),
    "",
    "read_export <- local({",
    "  tables <- list(",
    tables.map(tableLines).join(",\n"),
    "  )",
    "",
    rReader,
    "})",
    "",
  ].join("\n");
}

function tableLines(described: DescribedTable): string {
  const { name, title, columns } = described.table;
  return [
    `    ${name} = list(`,
    `      title = ${rText(title)},`,
    `      languages = c(${languagesOf(described).map(rText).join(", ")}),`,
    "      columns = list(",
    columns.map(columnLines).join(",\n"),
    "      )",
    "    )",
  ].join("\n");
}

function columnLines({ name, kind, labels, values }: Column): string {
  const about = `name = ${rText(name)}, kind = ${rText(kind)}, labels = ${labelList(labels)}`;
  if (values.length === 0) return `        list(${about})`;
  return `        list(${about}, values = list(\n${values.map(valueLine).join(",\n")}\n        ))`;
}

function valueLine({ value, labels }: LabelledValue): string {
  const written = typeof value === "number" ? String(value) : rText(value);
  return `          list(value = ${written}, labels = ${labelList(labels)})`;
}

function labelList(labels: readonly VersionedText[]): string {
  const pairs = [...newestLabels(labels)].map(([language, label]) => `${rText(language)} = ${rText(label)}`);
  return `c(${pairs.join(", ")})`;
}
