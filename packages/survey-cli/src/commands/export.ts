import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  UsageError,
  withJsonOption,
} from "@lab/command-line";
import { readLock } from "@lab/study/lock";
import {
  type ExportFormat,
  exportFormats,
  exportStudy,
  pseudonymKey,
  verifyExport,
} from "@lab/survey-export";
import { whoRunsThis, withAudit } from "@lab/survey-stack";
import type { Command } from "commander";
import { cacheFolder, cacheOf } from "../cache-folder.ts";
import { exportReport, plannedReport, verifiedReport } from "../output/export-report.ts";
import { typedPath } from "../typed-path.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface ExportCommandOptions extends StackOptions {
  readonly formats?: readonly ExportFormat[];
  readonly pseudonyms?: string;
  readonly text: boolean;
  readonly cache: boolean;
  readonly rejectedBodies?: boolean;
  readonly json?: boolean;
}

const HELP = `
It writes one table for each questionnaire, one row for each accepted survey, and one column for each item that was ever asked. The tables
participants and rejected are beside them. A manifest says what was exported, and \`export verify\` checks it.

Surveys that were read before come from a cache in ${cacheFolder()}, which only you can read. Run it again after an interruption, and
it goes on. The audit trail has who exported, and when.
${examples(
  ["npm run lab-survey -- export data", "everything in the local stack of `npm run dev`"],
  ["npm run lab-survey -- export data --stack prod --formats csv", "only tables for spreadsheets and R"],
  ["npm run lab-survey -- export shared --stack prod --pseudonyms study.key --no-text", "to give to others"],
  ["npm run lab-survey -- export verify data", "is it still what was written, and is it whole?"],
)}
${EXIT_CODES_HELP}
1 means that the ledger has surveys that could not be exported. They are named. \`reconcile\` says more.`;

export function addExportCommand(program: Command): void {
  const command = program
    .command("export")
    .summary("write the data for R, SPSS, Python, Stata and Excel")
    .description("Writes what participants answered to files, with what it means.")
    .argument("<folder>", "where to; it must not exist yet")
    .option("--formats <list>", `some of ${exportFormats.join(",")} (all)`, formatsOf)
    .option(
      "--pseudonyms <key file>",
      "names instead of ids; a new key is written to the file if there is none",
    )
    .option("--no-text", "leave out what participants wrote freely")
    .option("--rejected-bodies", "rejected surveys as they were received, too")
    .option("--no-cache", "read every survey again, and keep nothing on this computer");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (folder: string, options: ExportCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => runExport(folder, options, context));
    });
  const verify = command
    .command("verify")
    .description("Checks that an export is what was written: every file and every table's rows.")
    .argument("<folder>", "an export");
  withJsonOption(verify).action(async (folder: string, options: { readonly json?: boolean }) => {
    process.exitCode = await runCommand(options, (context) => runVerify(folder, context));
  });
}

function formatsOf(list: string): ExportFormat[] {
  const names = list.split(",");
  const unknown = names.find((name) => exportFormats.every((format) => format !== name));
  if (unknown !== undefined) {
    throw new UsageError(`${unknown} is no format. Write some of ${exportFormats.join(",")}`);
  }
  return exportFormats.filter((format) => names.includes(format));
}

async function runExport(
  folder: string,
  options: ExportCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { print, progress, signal } = context;
  return await withStack(options, context, (stack) => {
    const planned = { act: "export", subject: ["all accepted and rejected surveys"], signal } as const;
    return withAudit(stack, planned, async (count) => {
      const named =
        options.pseudonyms === undefined ? undefined : await pseudonymKey(typedPath(options.pseudonyms));
      let total = 0;
      const exported = await exportStudy(stack, {
        folder: typedPath(folder),
        ...(options.formats !== undefined && { formats: options.formats }),
        key: named?.key,
        freeTexts: options.text,
        rejectedBodies: options.rejectedBodies ?? false,
        cache: cacheOf(stack, options),
        corrections: readLock().corrections,
        by: whoRunsThis(),
        signal,
        onPlanned: (surveys) => {
          total = surveys;
          for (const line of plannedReport(surveys)) progress.say(line);
        },
        onProgress: (surveys) =>
          progress.show(`${surveys.toLocaleString("en")} of ${total.toLocaleString("en")} surveys written`),
      });
      const { manifest } = exported;
      for (const { name, rows } of manifest.tables) count(name, rows);
      print(exportReport(folder, exported, { newKey: named?.isNew ? options.pseudonyms : undefined }));
      return { ok: manifest.problems.length === 0, document: { folder: typedPath(folder), ...manifest } };
    });
  });
}

async function runVerify(folder: string, { print, signal }: CommandContext): Promise<CommandResult> {
  const verified = await verifyExport(typedPath(folder), signal);
  print(verifiedReport(verified));
  return { ok: verified.findings.length === 0, document: verified };
}
