import type { VersionedText } from "@lab/survey-schema/codebook";
import type { Column } from "../../tables/column.ts";
import { csvInWords } from "../csv-in-words.ts";
import { type DescribedTable, languagesOf } from "../described-table.ts";
import { newestLabels } from "../label-in.ts";
import { PYTHON_READER } from "./python-reader.ts";

/** The module that reads the tables of an export into Python, with labels. It needs the standard library alone. */
export function pythonModule(tables: readonly DescribedTable[]): string {
  const about = Object.fromEntries(tables.map((described) => [described.table.name, aboutTable(described)]));
  return [
    '"""Reads the tables of this export into Python, with the labels of variables and of values.',
    "",
    "    import sys",
    '    sys.path.insert(0, "folder/of/the/export")',
    "    import read",
    "",
    '    for row in read.rows("daily"): ...           # each row is a dictionary',
    '    frame = read.frame("daily")                  # a pandas.DataFrame, where pandas is installed',
    '    read.variable_labels("daily")["q1"]          # what a column is',
    '    read.value_labels("daily", "de")["q1"][5]    # what a value means, here in German if there is a wording',
    "",
    "It needs Python 3.8, and works from any working directory. Without a value, a cell is None.",
    "Times of the device's clock are datetimes without a time zone, times of the queue are in UTC, and times with an",
    "offset are the texts that the device sent. A date before the year 1 stays a text.",
    "",
    ...csvInWords,
    '"""',
    PYTHON_READER,
    // Python reads objects, lists, texts and numbers as JSON writes them.
    `TABLES = ${JSON.stringify(about, undefined, 1)}`,
    "",
  ].join("\n");
}

function aboutTable(described: DescribedTable) {
  return {
    title: described.table.title,
    languages: languagesOf(described),
    columns: described.table.columns.map(aboutColumn),
  };
}

function aboutColumn({ name, kind, labels, values }: Column) {
  return {
    name,
    kind,
    labels: byLanguage(labels),
    values: values.map((one) => [one.value, byLanguage(one.labels)]),
  };
}

function byLanguage(labels: readonly VersionedText[]): Readonly<Record<string, string>> {
  return Object.fromEntries(newestLabels(labels));
}
