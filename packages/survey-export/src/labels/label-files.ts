import { codebookCsv } from "./codebook/codebook-csv.ts";
import { codebookHtml } from "./codebook/codebook-html.ts";
import { dataPackage } from "./data-package.ts";
import type { DescribedTable } from "./described-table.ts";
import { pythonModule } from "./python/python-module.ts";
import { rScript } from "./r/r-script.ts";
import { spssSyntax } from "./spss/spss-syntax.ts";
import { stataDo } from "./stata/stata-do.ts";

/** What the labels of an export are made of. */
export interface LabelOptions {
  /** The name of the study. */
  readonly title: string;
  /** Every table that was written, with how many of its cells are empty. The first is shown first. */
  readonly tables: readonly DescribedTable[];
}

/**
 * The files by which people and statistics programs understand the tables of an export. They read the CSV files beside them, but for
 * `labels.sps`, which reads the files of {@link DescribedTable.spss}. The same tables give the same files.
 *
 * @returns the content of each file by its name.
 * @example for (const [name, content] of labelFiles({ title: "Sleep", tables })) await writeFile(join(folder, name), content);
 */
export function labelFiles({ title, tables }: LabelOptions): ReadonlyMap<string, string> {
  const forSpss = tables.filter(({ spss }) => spss !== undefined);
  return new Map([
    ["codebook.html", codebookHtml(title, tables)],
    ["codebook.csv", codebookCsv(tables)],
    ["datapackage.json", dataPackage(title, tables)],
    ["read.R", rScript(tables)],
    ["read.py", pythonModule(tables)],
    ["read.do", stataDo(tables)],
    ...(forSpss.length === 0 ? [] : [["labels.sps", spssSyntax(forSpss)] as const]),
  ]);
}
