import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { describeTrigger, type ItemChange, rebuild, withAudit } from "@lab/survey-stack";
import type { Command } from "commander";
import { describeChange, isRebuilt, rebuildReport } from "../output/rebuild-report.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface RebuildCommandOptions extends StackOptions {
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly json?: boolean;
}

const steps = {
  ledger: "Ledger from the surveys bucket: surveys read",
  surplus: "Looking for ledger items without a survey: items read",
  participants: "Participants from the ledger: done",
} as const;

const HELP = `
It pauses the processor's trigger, waits for work in flight, and resumes the trigger at the end. Surveys wait in the queue
meanwhile. If it is stopped, by Ctrl-C or anything else, run it again. Items that are right are not written twice.
A tag of the trigger remembers the pause. If the process was killed, the next run says so, and switches the trigger on at
its end. \`lab-survey trigger resume\` does so at once.
One command at a time moves or deletes surveys. It refuses to begin while another rebuild, a redrive, a rejudge or an erasure
runs. They wait or refuse while it runs.
Without --stack or --env it works on the stack that the SURVEY_… variables of the environment name. If there are none,
it works on the local one that \`npm run dev\` keeps running.
${examples(
  ["npm run lab-survey -- rebuild --dry-run", "what would change in the local stack of `npm run dev`"],
  ["npm run lab-survey -- rebuild --stack prod", "rebuild a deployed one"],
)}
${EXIT_CODES_HELP}
In a dry run, exit code 1 means that something would change.`;

export function addRebuildCommand(program: Command): void {
  const command = program
    .command("rebuild")
    .summary("rebuild both tables of a stack from its surveys bucket alone")
    .description(
      "Rebuilds both tables of a stack from its surveys bucket alone, first the ledger and then the participants.",
    )
    .option("--dry-run", "write nothing, only show what would change")
    .option("--prune", "delete items that have no survey in the surveys bucket, instead of reporting them");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (options: RebuildCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => runRebuild(options, context));
    });
}

async function runRebuild(options: RebuildCommandOptions, context: CommandContext): Promise<CommandResult> {
  const { progress, print, signal } = context;
  const { dryRun = false, prune = false, json = false } = options;
  const changes: ItemChange[] = [];
  const subject = [prune ? "both tables, with --prune" : "both tables"];
  return await withStack(options, context, (stack) =>
    withAudit(stack, { act: "rebuild", subject, signal, dryRun }, async (count) => {
      const result = await rebuild(stack, {
        signal,
        dryRun,
        prune,
        onChange: (change) => {
          if (change.change !== "surplus") count(`${change.table}_${change.change}`);
          if (dryRun && !json) print(describeChange(change));
          if (dryRun && json) changes.push(change);
        },
        onProgress: (step, done) => progress.show(`${steps[step]} ${done.toLocaleString("en")}`),
        onWait: (what) => progress.show(what),
        onTrigger: (trigger) => {
          if (trigger.lease !== undefined || !trigger.on) progress.say(describeTrigger(trigger));
        },
      });
      print(rebuildReport(result));
      const ok = isRebuilt(result);
      return { ok, document: { ok, ...result, ...(dryRun && { changes }) } };
    }),
  );
}
