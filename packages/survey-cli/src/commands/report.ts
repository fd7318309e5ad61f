import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  number,
  runCommand,
  UsageError,
  withJsonOption,
} from "@lab/command-line";
import { type Roster, readRoster } from "@lab/survey-export";
import { type ReportData, readReport, reportHtml, serveReport, writeReport } from "@lab/survey-report";
import { type Stack, withAudit } from "@lab/survey-stack";
import type { Command } from "commander";
import { cacheFolder, cacheOf } from "../cache-folder.ts";
import { isWell, reportSummary } from "../output/report-summary.ts";
import { typedPath } from "../typed-path.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface ReportCommandOptions extends StackOptions {
  readonly roster?: string;
  readonly watch?: number | true;
  readonly serve?: boolean;
  readonly cache: boolean;
  readonly json?: boolean;
}

/** How often --watch writes the page, in minutes. */
const WATCH_MINUTES = 5;
const MINUTE = 60_000;

const HELP = `
The page needs no network, so it can be opened from a folder, printed, and read on a phone. It names participants. Answers are only summed
up over all of them, but of few participants that may still tell whose they are. Keep it where you keep the data. The file is replaced.

Surveys that were read before come from a cache in ${cacheFolder()}, which only you can read. The audit trail has who asked, and when.
${examples(
  ["npm run lab-survey -- report", "report.html, of the local stack of `npm run dev`"],
  ["npm run lab-survey -- report monday.html --stack prod", "of a deployed one"],
  ["npm run lab-survey -- report --stack prod --roster roster.csv", "knows who has never answered"],
  ["npm run lab-survey -- report --stack prod --watch 15 --serve", "again every 15 minutes, in the browser"],
  ["npm run lab-survey -- report --stack prod --json", "what the page says, for a script"],
)}
${EXIT_CODES_HELP}
1 means that the receipt does not balance. The page says what differs, and \`reconcile\` says more.`;

export function addReportCommand(program: Command): void {
  const command = program
    .command("report")
    .summary("write a page on how the study is going")
    .description("Writes a page on how the study is going: who answers, who is silent, and what they answer.")
    .argument("[file]", "where to", "report.html")
    .option("--roster <csv file>", "who takes part, from when to when, and who only tries things out")
    .option(
      "--watch [minutes]",
      `write it again every few minutes, until Ctrl-C (${WATCH_MINUTES})`,
      number(0.1, 1_440),
    )
    .option("--serve", "show it on a free port of this computer, until Ctrl-C")
    .option("--no-cache", "read every survey again, and keep nothing on this computer");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (file: string, options: ReportCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => runReport(file, options, context));
    });
}

async function runReport(
  file: string,
  options: ReportCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { watch, serve, json } = options;
  if (json && (watch !== undefined || serve)) {
    throw new UsageError("--json prints one document, so it goes with neither --watch nor --serve.");
  }
  const path = typedPath(file);
  const roster = options.roster === undefined ? undefined : await readRoster(typedPath(options.roster));
  return await withStack(options, context, async (stack) => {
    const { print, signal } = context;
    const interrupted = once(signal, "abort");
    const read = async () => await readAudited(stack, { ...options, roster }, context);
    let data = await read();
    let page = reportHtml(data);
    await writeReport(path, page);
    print(reportSummary(data, path));
    await using served = serve ? await serveReport(() => page) : undefined;
    if (served !== undefined) print(`It is shown at ${served.url} until Ctrl-C.`);
    if (watch !== undefined) {
      const minutes = watch === true ? WATCH_MINUTES : watch;
      print(`It is written again every ${minutes} minutes until Ctrl-C.`);
      while (await passed(minutes * MINUTE, signal)) {
        data = await read();
        page = reportHtml(data);
        await writeReport(path, page);
        print(`Written again at ${data.generatedAt.slice(11, 16)} UTC.`);
      }
    } else if (served !== undefined) await interrupted;
    return { ok: isWell(data), document: data };
  });
}

/** Reads the stack. Each time is an act in the audit trail, since what participants answered is handed out. */
async function readAudited(
  stack: Stack,
  { cache, roster }: { readonly cache: boolean; readonly roster: Roster | undefined },
  { progress, signal }: CommandContext,
): Promise<ReportData> {
  const planned = { act: "export", subject: ["report on all surveys"], signal } as const;
  const n = (value: number) => value.toLocaleString("en");
  return await withAudit(stack, planned, async (count) => {
    const data = await readReport(stack, {
      cache: cacheOf(stack, { cache }),
      now: new Date(),
      roster,
      signal,
      onProgress: (surveys, of) => progress.show(`${n(surveys)} of ${n(of)} surveys read`),
    });
    count("surveys", data.surveys.total);
    count("participants", data.participants.total);
    progress.stop();
    return data;
  });
}

/** Waits. False: Ctrl-C came. */
async function passed(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return await setTimeout(milliseconds, true, { signal }).catch(() => false);
}
