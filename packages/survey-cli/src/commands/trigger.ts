import { styleText } from "node:util";
import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { describeTrigger, isAlive, readTrigger, resumeTrigger, triggerDocument } from "@lab/survey-stack";
import type { Command } from "commander";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface TriggerCommandOptions extends StackOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

const HELP = `
The trigger hands surveys from the queue to the processor. A rebuild pauses it. While the trigger is off, surveys wait in the
queue for queueRetentionDays (13), and none is lost.
One command at a time moves or deletes surveys: rebuild, redrive, rejudge, or withdraw --erase. It has the lease of the stack. The
trigger's tag survey-lease says which one, who runs it, since when, and until when unless the lease is renewed.
${examples(
  ["npm run lab-survey -- trigger status", "of the local stack of `npm run dev`"],
  ["npm run lab-survey -- trigger status --stack prod", "of a deployed one"],
  ["npm run lab-survey -- trigger resume --stack prod", "switch it on after a rebuild was killed"],
)}
${EXIT_CODES_HELP}
For status, exit code 1 means that the trigger is off and no command is at work.`;

export function addTriggerCommand(program: Command): void {
  const trigger = program
    .command("trigger")
    .summary(
      "see whether surveys are processed and which command has the lease, and end what a dead one left",
    )
    .description(
      "Shows whether the processor's trigger is on and which command has the lease of the stack, or switches it on again.",
    )
    .addHelpText("after", HELP);
  const status = trigger
    .command("status")
    .description(
      "Shows whether the trigger is on, who paused it if not, and which command has the lease of the stack.",
    );
  withJsonOption(withStackOptions(status)).action(async (options: TriggerCommandOptions) => {
    process.exitCode = await runCommand(options, (context) => showStatus(options, context));
  });
  const resume = trigger
    .command("resume")
    .description("Switches the trigger on, and removes the mark of a command that died.")
    .option(
      "--force",
      "also while a command that seems to run has the lease. If it does run, it stops half-way",
    );
  withJsonOption(withStackOptions(resume)).action(async (options: TriggerCommandOptions) => {
    process.exitCode = await runCommand(options, (context) => resumeIt(options, context));
  });
}

async function showStatus(options: TriggerCommandOptions, context: CommandContext): Promise<CommandResult> {
  return await withStack(options, context, async (stack) => {
    const trigger = await readTrigger(stack);
    const { on, lease } = trigger;
    const ok = on || (lease !== undefined && isAlive(lease, trigger));
    context.print(ok ? describeTrigger(trigger) : styleText("red", describeTrigger(trigger)));
    return { ok, document: { ok, ...triggerDocument(trigger) } };
  });
}

async function resumeIt(options: TriggerCommandOptions, context: CommandContext): Promise<CommandResult> {
  return await withStack(options, context, async (stack) => {
    context.progress.show("Switching the trigger on");
    await resumeTrigger(stack, { force: options.force ?? false, signal: context.signal });
    const trigger = await readTrigger(stack);
    context.print(describeTrigger(trigger));
    return { ok: trigger.on, document: { ok: trigger.on, ...triggerDocument(trigger) } };
  });
}
