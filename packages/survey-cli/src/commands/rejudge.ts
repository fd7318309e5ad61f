import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import {
  type Count,
  listRejected,
  type RedriveOutcome,
  type RejectedListing,
  rejudgeSurvey,
  type Stack,
  withAudit,
} from "@lab/survey-stack";
import { type Command, Option } from "commander";
import { describeOutcome } from "../output/redrive-report.ts";
import { rejectedReport, rejudgedReport } from "../output/rejudge-report.ts";
import { holdingLease } from "./holding-lease.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

/** The reasons that may no longer hold when the study or the stack has changed. All others follow from the body alone. */
const reasonsThatPass = ["unknown_questionnaire", "wrong_sender"] as const;

/** Surveys of a wrong sender may be forged, so they are judged again only where somebody says so. */
const DEFAULT_REASON = "unknown_questionnaire";

interface RejudgeCommandOptions extends StackOptions {
  readonly reason: (typeof reasonsThatPass)[number];
  readonly run?: boolean;
  readonly json?: boolean;
}

const HELP = `
A survey of a questionnaire, or a version, that the deployed function does not know is rejected and kept. Deploy the version, then
have these surveys judged again. Without --run they are only listed. With --run the processor gets each original message again:
same body, id, time and sender. What it accepts is stored and counted. What it rejects again is kept with the new reasons. The old
document is copied to rejudged/ in the rejected bucket. Nothing counts twice, and you can run it again at any time.
A survey of a version that this checkout does not have either is only listed.
One command at a time moves or deletes surveys. With --run it refuses to begin while another rejudge, a redrive, a rebuild or an
erasure runs, or while the trigger is off. They wait or refuse while it runs.

Surveys of a wrong sender may be forged. Judge them again only if you know who sent them.
${examples(
  ["npm run lab-survey -- rejudge", "list the surveys that can be judged again, of `npm run dev`'s stack"],
  ["npm run lab-survey -- rejudge --stack prod --run", "judge them again, in a deployed one"],
  [
    "npm run lab-survey -- rejudge --stack prod --reason wrong_sender --run",
    "those of another sender, who may send by now",
  ],
)}
${EXIT_CODES_HELP}
A list is always well. With --run, 1 means that the processor failed on a survey. It waits under undelivered/, for \`redrive\`.`;

export function addRejudgeCommand(program: Command): void {
  const command = program
    .command("rejudge")
    .summary("judge rejected surveys again, after their questionnaire was deployed")
    .description(
      "Lists rejected surveys whose reason may no longer hold, and has the processor judge them again.",
    )
    .addOption(
      new Option("--reason <reason>", "surveys rejected for this reason")
        .choices([...reasonsThatPass])
        .default(DEFAULT_REASON),
    )
    .option("--run", "judge them again, instead of listing them");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (options: RejudgeCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => rejudge(options, context));
    });
}

async function rejudge(options: RejudgeCommandOptions, context: CommandContext): Promise<CommandResult> {
  return await withStack(options, context, async (stack) => {
    return options.run ? await runAlone(stack, options, context) : await list(stack, options, context);
  });
}

async function list(
  stack: Stack,
  { reason }: RejudgeCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const rejected = await readList(stack, reason, context);
  context.print(rejectedReport(rejected));
  return { ok: true, document: { ok: true, rejected } };
}

async function runAlone(
  stack: Stack,
  { reason }: RejudgeCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { progress, signal } = context;
  const alone = { command: "rejudge", whenOff: "Judge them again when the trigger is on again." } as const;
  const subject = [`surveys rejected as ${reason}`];
  return await withAudit(stack, { act: "rejudge", subject, signal }, (count) =>
    holdingLease(stack, alone, context, async (held) => {
      const rejected = await readList(stack, reason, { progress, signal: held });
      const known = rejected.filter((listing) => listing.isKnownNow);
      const notKnown = rejected.length - known.length;
      return await run(stack, known, { ...context, signal: held, count, notKnown });
    }),
  );
}

async function readList(
  stack: Stack,
  reason: RejudgeCommandOptions["reason"],
  { progress, signal }: Pick<CommandContext, "progress" | "signal">,
): Promise<readonly RejectedListing[]> {
  return await listRejected(stack, [reason], {
    signal,
    onRead: (count) => progress.show(`Reading rejected surveys: ${count.toLocaleString("en")}`),
  });
}

interface RunContext extends CommandContext {
  readonly count: Count;
  /** How many are left, since this checkout's study does not have their questionnaire either. */
  readonly notKnown: number;
}

async function run(
  stack: Stack,
  rejected: readonly RejectedListing[],
  { print, progress, signal, count, notKnown }: RunContext,
): Promise<CommandResult> {
  const outcomes: RedriveOutcome[] = [];
  // One after the other: each is moved in three steps, and an interruption leaves at most one between them.
  for (const listing of rejected) {
    signal.throwIfAborted();
    const outcome = await rejudgeSurvey(stack, listing, signal);
    outcomes.push(outcome);
    count(outcome.status === "redriven" ? "judged_again" : outcome.status);
    // The report counts what is missing, since somebody else had it judged again.
    const description = outcome.status === "missing" ? undefined : describeOutcome(outcome);
    if (description !== undefined) progress.say(description);
    progress.show(
      `Judging again: ${outcomes.length.toLocaleString("en")} of ${rejected.length.toLocaleString("en")}`,
    );
  }
  print(rejudgedReport(outcomes, notKnown));
  const ok = outcomes.every(({ status }) => status !== "failed");
  return { ok, document: { ok, outcomes, notKnown } };
}
