import { styleText } from "node:util";
import type { Command } from "commander";
import { reconcile } from "../reconcile/reconcile.ts";
import { countByKind, reconcileReport } from "../reconcile/reconcile-report.ts";
import { findStack } from "../stack/find-stack.ts";
import { describeTrigger, isAbandoned, triggerDocument } from "../trigger/describe-trigger.ts";
import { readTrigger } from "../trigger/read-trigger.ts";
import { examples, exitCodesHelp, type StackOptions, withJsonOption, withStackOptions } from "./options.ts";
import { type CommandContext, type CommandResult, runCommand } from "./run-command.ts";

interface ReconcileCommandOptions extends StackOptions {
  readonly showAnswers?: boolean;
  readonly json?: boolean;
}

const HELP = `
It changes nothing. Without --stack or --env it looks at the stack of the environment's SURVEY_… variables, else at the
local one that \`pnpm dev\` keeps running. A difference in the tables is mended by \`lab-survey rebuild\`. It also says when the
trigger is off, and by whom; off because a command died is counted as something that does not agree.
${examples(
  ["pnpm lab-survey reconcile", "the local stack of `pnpm dev`"],
  ["pnpm lab-survey reconcile --stack prod --json", "a deployed one, for a script"],
)}
${exitCodesHelp}`;

export function addReconcileCommand(program: Command): void {
  const command = program
    .command("reconcile")
    .summary("compare a stack's buckets, ledger and participants, and report every difference")
    .description(
      "Compares a stack's surveys bucket, ledger, participants and rejected bucket: every difference, by id.",
    )
    .option("--show-answers", "show participants' answers where they differ");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (options: ReconcileCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => runReconcile(options, context));
    });
}

async function runReconcile(
  options: ReconcileCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { progress, print, signal } = context;
  const stack = await findStack(options, context);
  try {
    const trigger = await readTrigger(stack);
    const result = await reconcile(stack, {
      signal,
      showAnswers: options.showAnswers ?? false,
      onProgress: (what, read) => progress.show(`Reading the ${what}: ${read.toLocaleString("en")}`),
    });
    print(reconcileReport(result));
    if (!trigger.on) {
      print(styleText(isAbandoned(trigger) ? "red" : "yellow", `\n${describeTrigger(trigger)}`));
    }
    const ok = result.differences.length === 0 && !isAbandoned(trigger);
    const counts = countByKind(result.differences);
    return { ok, document: { ok, counts, trigger: triggerDocument(trigger), ...result } };
  } finally {
    stack.close();
  }
}
