import { readFile } from "node:fs/promises";
import {
  ask,
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  UsageError,
  withJsonOption,
} from "@lab/command-line";
import { forgetCached } from "@lab/survey-export";
import {
  type Begun,
  readActs,
  type Stack,
  type WithdrawalMode,
  whoRunsThis,
  withAudit,
  withdraw,
} from "@lab/survey-stack";
import { type Command, Option } from "commander";
import { cacheFolder } from "../cache-folder.ts";
import {
  duration,
  exportsReport,
  withdrawnCounts,
  withdrawnDocument,
  withdrawnReport,
} from "../output/withdrawal-report.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface WithdrawCommandOptions extends StackOptions {
  readonly keep?: boolean;
  readonly erase?: boolean;
  readonly file?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** As many as the audit trail names in one entry. */
const MAX_IDS = 10_000;

const HELP = `
Give one of --keep and --erase, as the ethics approval of your study says. There is no default.
  --keep   What was collected stays. Surveys that the queue took before the withdrawal are still stored. Later ones are not.
  --erase  No survey is stored any more, whenever it was sent. After 15 minutes and the function's timeout everything is deleted
           for good: all versions of the participant's surveys, the ledger, the answers, rejected and undelivered surveys. Then
           it looks again, and prints a receipt. This cannot be undone.
Of a survey that comes after all, only its message id and times are kept.
While it deletes, it has the lease of the stack. It waits until a redrive, a rejudge, a rebuild or another erasure has ended, and
these refuse to begin meanwhile.
It can be stopped at any time. Run it again, and it goes on. --keep can become --erase later, but not the other way.
The audit trail has who did it, to whom, when, and how many of what were deleted.
What it cannot reach is in docs/withdrawal.md: backups, exports, and the participant's own phone.
${examples(
  [
    "npm run lab-survey -- withdraw 0001 --keep",
    "stop participant 0001 of `npm run dev`'s stack, and keep the data",
  ],
  [
    "npm run lab-survey -- withdraw 0001 --erase --dry-run --stack prod",
    "count what would be deleted in a deployed one",
  ],
  [
    "npm run lab-survey -- withdraw --file ids.txt --erase --stack prod",
    "erase everybody who is in a file, one id a line",
  ],
)}
${EXIT_CODES_HELP}`;

export function addWithdrawCommand(program: Command): void {
  const command = program
    .command("withdraw")
    .summary("stop a participant who withdraws, and keep or erase the data")
    .description(
      "Stops participants who withdraw from the study. What was collected of them is kept or erased.",
    )
    .argument("[ids...]", "participants' ids")
    .addOption(new Option("--keep", "keep what was collected").conflicts("erase"))
    .option("--erase", "delete what was collected, for good")
    .option("--file <path>", "a text file with further ids, one a line")
    .option("--dry-run", "change nothing, only show what there is")
    .option("--yes", "do not ask for the id to be typed again");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (ids: readonly string[], options: WithdrawCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => run(ids, options, context));
    });
}

async function run(
  named: readonly string[],
  options: WithdrawCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const mode = modeOf(options);
  const ids = [...new Set([...named, ...(await idsIn(options.file))])];
  if (ids.length === 0) throw new UsageError("Name at least one participant, or give a --file with ids.");
  if (ids.length > MAX_IDS) throw new UsageError(`At most ${MAX_IDS.toLocaleString("en")} ids at a time.`);
  const { dryRun = false, yes = false } = options;
  if (!dryRun && !yes) await askAgain(ids, mode, context.signal);
  const { progress, print, signal } = context;
  const planned = { act: mode === "keep" ? "withdraw" : "erase", subject: ids, signal, dryRun } as const;
  return await withStack(options, context, (stack) =>
    withAudit(stack, planned, async (count) => {
      const withdrawn = await withdraw(stack, ids, {
        mode,
        by: whoRunsThis(),
        signal,
        dryRun,
        onProgress: (what, left) =>
          progress.show(
            left === undefined ? what : `${what}: ${duration(left)} left. You can stop and run it again`,
          ),
        onNotice: (text) => progress.say(text),
      });
      for (const [name, number] of withdrawnCounts(withdrawn)) count(name, number);
      print(withdrawnReport(withdrawn, dryRun));
      if (mode === "erase" && !dryRun) print(await forgetThem(stack, ids));
      const exports = mode === "erase" ? await exportsOf(stack, ids, signal) : [];
      if (mode === "erase") print(exportsReport(exports));
      return {
        ok: true,
        document: { ok: true, dryRun, ...withdrawnDocument(withdrawn), ...(mode === "erase" && { exports }) },
      };
    }),
  );
}

/** Deletes what this computer keeps of them for the next export. Other computers do it when they export next. */
async function forgetThem({ outputs }: Stack, ids: readonly string[]): Promise<string> {
  let surveys = 0;
  for (const id of ids) surveys += await forgetCached(cacheFolder(), outputs.surveysBucketName, id);
  return (
    `Deleted from this computer's cache of exported surveys: ${surveys.toLocaleString("en")}. ` +
    "Other computers delete theirs with the next export."
  );
}

/** Every act that handed out data of one of them, or of everybody, the oldest first. */
async function exportsOf(stack: Stack, ids: readonly string[], signal: AbortSignal): Promise<Begun[]> {
  const exports: Begun[] = [];
  for await (const one of readActs(stack, { signal })) {
    if (one.status === "unreadable" || one.begun.act !== "export") continue;
    // What is not an id, which has no spaces, says in words that it was everybody's.
    if (one.begun.subject.some((what) => what.includes(" ") || ids.includes(what))) exports.push(one.begun);
  }
  return exports;
}

function modeOf({ keep = false, erase = false }: WithdrawCommandOptions): WithdrawalMode {
  if (keep) return "keep";
  if (erase) return "erase";
  throw new UsageError(
    "Say what becomes of the data: --keep or --erase, as the ethics approval of your study says.",
  );
}

async function idsIn(path: string | undefined): Promise<string[]> {
  if (path === undefined) return [];
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new UsageError(`The file ${path} cannot be read.`, { cause });
  });
  return text.split(/\r?\n/).flatMap((line) => line.trim() || []);
}

/** A wrong id would stop the wrong person, and cannot be guessed back from erased data. */
async function askAgain(ids: readonly string[], mode: WithdrawalMode, signal: AbortSignal): Promise<void> {
  const [id = ""] = ids;
  const [wanted, what] =
    ids.length === 1 ? [id, `the id ${id}`] : [String(ids.length), `the number of ids, ${ids.length},`];
  const answer = await ask(`To ${mode === "keep" ? "stop" : "ERASE"}, type ${what} again:`, signal);
  if (answer === wanted) return;
  throw new UsageError(
    answer === undefined
      ? "Nobody answered. Give --yes to go on without a question. Nothing was changed."
      : "That is something else. Nothing was changed.",
  );
}
