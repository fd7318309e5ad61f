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
  refuseWhilePaused,
  rejudgeSurvey,
  type Stack,
  withAudit,
} from "@lab/survey-stack";
import { type Command, Option } from "commander";
import { describeOutcome } from "../output/redrive-report.ts";
import { rejectedReport, rejudgedReport } from "../output/rejudge-report.ts";
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
A survey of a version that this checkout does not have either is only listed. While tables are rebuilt, it refuses to begin.

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
  const { print, progress, signal } = context;
  return await withStack(options, context, async (stack) => {
    if (options.run) await refuseWhilePaused(stack, "Judge them again when the trigger is on again.");
    const rejected = await listRejected(stack, [options.reason], {
      signal,
      onRead: (count) => progress.show(`Reading rejected surveys: ${count.toLocaleString("en")}`),
    });
    if (options.run) {
      const known = rejected.filter((listing) => listing.isKnownNow);
      const subject = [`surveys rejected as ${options.reason}`];
      return await withAudit(stack, { act: "rejudge", subject, signal }, (count) =>
        run(stack, known, { ...context, count, notKnown: rejected.length - known.length }),
      );
    }
    print(rejectedReport(rejected));
    return { ok: true, document: { ok: true, rejected } };
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
