import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { listUndelivered, redriveAll, type Stack, withAudit } from "@lab/survey-stack";
import type { Command } from "commander";
import { describeOutcome, listReport, runReport } from "../output/redrive-report.ts";
import { holdingLease } from "./holding-lease.ts";
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
One command at a time moves or deletes surveys. With --run it refuses to begin while another redrive, a rejudge, a rebuild or an
erasure runs, or while the trigger is off. They wait or refuse while it runs.
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
  const named = ids.length > 0;
  const subject = named ? ids : ["all undelivered surveys"];
  const alone = { command: "redrive", whenOff: "Redrive when the trigger is on again." } as const;
  return await withAudit(stack, { act: "redrive", subject, signal }, (count) =>
    holdingLease(stack, alone, { progress, signal }, async (held) => {
      const chosen = named ? ids : await idsOfAll(stack, { progress, signal: held });
      let done = 0;
      const outcomes = await redriveAll(stack, chosen, {
        signal: held,
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
    }),
  );
}

async function idsOfAll(
  stack: Stack,
  context: Pick<CommandContext, "progress" | "signal">,
): Promise<readonly string[]> {
  return (await readList(stack, [], context)).map(({ messageId }) => messageId);
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
