import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import type { Exported, FileFinding, Verified } from "@lab/survey-export";
import { estimateExport } from "@lab/survey-stack";
import { duration } from "./withdrawal-report.ts";

const n = (value: number) => value.toLocaleString("en");

/** From so many surveys on, it is told what reading them takes. */
const MANY = 10_000;
/** So many surveys that could not be exported are named. The manifest has all. */
const NAMED = 20;

/** What an export is going to read, before it does, in lines. None for a small one. */
export function plannedReport(surveys: number): string[] {
  if (surveys < MANY) return [];
  const { seconds, dollars } = estimateExport(surveys);
  return [
    `The ledger has ${n(surveys)} surveys. Those that are not in the cache are read from the bucket.`,
    `If none is, that takes about ${duration(seconds * 1_000)} near AWS and costs about $${dollars.toFixed(2)}.`,
  ];
}

const problemTexts: Readonly<Record<string, string>> = {
  item_wrong: "its ledger item is not as the processor writes it",
  object_missing: "the bucket does not have it",
  object_differs: "the object is not the survey that the ledger has",
  items_gone: "the ledger lost items of this participant while the export was reading",
  unknown_questionnaire: "this checkout does not have its questionnaire or version; update it",
};

/** What an export wrote, for people to read. */
export function exportReport(
  folder: string,
  { manifest, fetched, erased }: Exported,
  { newKey }: { readonly newKey: string | undefined },
): string {
  const { tables, problems, files } = manifest;
  const rows = tables.map(({ name, rows: written, versions = {} }) => [
    name,
    n(written),
    Object.entries(versions)
      .map(([ref, number]) => `${n(number)} of ${ref}`)
      .join(", "),
  ]);
  const named = problems.slice(0, NAMED).map(({ kind, key }) => `  ${key}: ${problemTexts[kind] ?? kind}`);
  const closing =
    problems.length === 0
      ? styleText(
          ["bold", "green"],
          `Complete: as many rows as the ledger has items. ${n(Object.keys(files).length)} files in ${folder}`,
        )
      : styleText(
          ["bold", "red"],
          `${n(problems.length)} surveys of the ledger are missing. The rest is in ${folder}`,
        );
  return [
    columns(rows, ["table", "rows", "versions"]),
    "",
    `Read from the bucket: ${n(fetched)}. The others were in the cache.`,
    ...(erased > 0 ? [`Left out, because they are to be erased: ${n(erased)} participants.`] : []),
    ...(newKey === undefined
      ? []
      : [
          `A new key for pseudonyms is in ${newKey}. Whoever has it can tell who is who. Keep it apart from the data.`,
        ]),
    ...(named.length > 0 ? ["", "Not exported:", ...named] : []),
    ...(problems.length > NAMED ? [`  … and ${n(problems.length - NAMED)} more, in manifest.json`] : []),
    "",
    closing,
  ].join("\n");
}

const findingTexts: Readonly<Record<FileFinding["kind"], string>> = {
  missing: "is missing",
  changed: "is not what was written",
  extra: "was not written by the export",
  rows_differ: "does not have as many rows as the manifest says",
};

/** What was found in an export, for people to read. */
export function verifiedReport({ manifest, findings }: Verified): string {
  const { exported_at, by, stack, tables, files, problems } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    `Exported ${exported_at.replace("T", " ").replace(/\.\d+Z$/, " UTC")} by ${by} from ${stack.surveys_bucket}.`,
    ...(problems.length > 0
      ? [
          `Even when it was written, ${n(problems.length)} surveys of the ledger were missing. The manifest names them.`,
        ]
      : []),
    ...findings.map(({ kind, path }) => `  ${path} ${findingTexts[kind]}`),
    findings.length === 0
      ? styleText(
          ["bold", "green"],
          `All is well: ${n(Object.keys(files).length)} files, ${n(rows)} rows in ${tables.length} tables.`,
        )
      : styleText(["bold", "red"], `${n(findings.length)} files are not as they were written.`),
  ].join("\n");
}
