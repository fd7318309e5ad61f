import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { listUndelivered, redriveAll, refuseWhilePaused, type Stack, withAudit } from "@lab/survey-stack";
import type { Command } from "commander";
import { describeOutcome, listReport, runReport } from "../output/redrive-report.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface RedriveCommandOptions extends StackOptions {
  readonly run?: boolean;
  readonly json?: boolean;
}

const HELP = `
A survey that could not be stored for a working day waits under undelivered/ in the rejected bucket. Without --run it is only
listed. With --run the processor gets the original message again, with the same body, ids, times and sender. A survey that the
processor accepts or rejects is moved to redriven/. A survey that fails stays, and the command shows why. You may redrive it
again, because nothing counts twice.
The command refuses to begin while tables are rebuilt. Do not begin a rebuild while it runs.
${examples(
  ["npm run lab-survey -- redrive", "list the undelivered surveys of `npm run dev`'s stack"],
  ["npm run lab-survey -- redrive --stack prod --run", "redrive all of a deployed one"],
  ["npm run lab-survey -- redrive --stack prod --run 0f1e…", "redrive one, by its message id"],
)}
${EXIT_CODES_HELP}
A list always ends with 0. With --run, 1 means that a survey failed, or that one you named was not found.`;

export function addRedriveCommand(program: Command): void {
  const command = program
    .command("redrive")
    .summary("list undelivered surveys, and give them to the processor again")
    .description("Lists the surveys that could not be delivered, and gives them to the processor again.")
    .argument("[ids...]", "message ids (default: all undelivered surveys)")
    .option("--run", "redrive them, instead of listing them");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (ids: readonly string[], options: RedriveCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => redrive(ids, options, context));
    });
}

async function redrive(
  ids: readonly string[],
  options: RedriveCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  return await withStack(options, context, async (stack) => {
    return options.run ? await run(stack, ids, context) : await list(stack, ids, context);
  });
}

async function list(
  stack: Stack,
  ids: readonly string[],
  { print, ...context }: CommandContext,
): Promise<CommandResult> {
  const undelivered = await readList(stack, ids, context);
  print(listReport(undelivered));
  return { ok: true, document: { ok: true, undelivered } };
}

async function run(
  stack: Stack,
  ids: readonly string[],
  { print, progress, signal }: CommandContext,
): Promise<CommandResult> {
  await refuseWhilePaused(stack, "Redrive when the trigger is on again.");
  const named = ids.length > 0;
  const chosen = named
    ? ids
    : (await readList(stack, ids, { progress, signal })).map(({ messageId }) => messageId);
  const subject = named ? ids : ["all undelivered surveys"];
  return await withAudit(stack, { act: "redrive", subject, signal }, async (count) => {
    let done = 0;
    const outcomes = await redriveAll(stack, chosen, {
      signal,
      onOutcome: (outcome) => {
        done += 1;
        count(outcome.status);
        const description = describeOutcome(outcome);
        if (description !== undefined) progress.say(description);
        progress.show(`Redriving: ${done.toLocaleString("en")} of ${chosen.length.toLocaleString("en")}`);
      },
    });
    print(runReport(outcomes));
    // A survey that was listed and is gone was redriven by somebody else.
    const ok = outcomes.every(({ status }) => status === "redriven" || (status === "missing" && !named));
    return { ok, document: { ok, outcomes } };
  });
}

async function readList(
  stack: Stack,
  ids: readonly string[],
  { progress, signal }: Pick<CommandContext, "progress" | "signal">,
) {
  return await listUndelivered(stack, {
    ...(ids.length > 0 && { ids }),
    signal,
    onRead: (count) => progress.show(`Reading undelivered surveys: ${count.toLocaleString("en")}`),
  });
}
