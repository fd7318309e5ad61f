import type { Command } from "commander";
import { reconcile } from "../reconcile/reconcile.ts";
import { countByKind, reconcileReport } from "../reconcile/reconcile-report.ts";
import { findStack } from "../stack/find-stack.ts";
import { examples, exitCodesHelp, type StackOptions, withJsonOption, withStackOptions } from "./options.ts";
import { type CommandContext, type CommandResult, runCommand } from "./run-command.ts";

interface ReconcileCommandOptions extends StackOptions {
  readonly showAnswers?: boolean;
  readonly json?: boolean;
}

const HELP = `
It changes nothing. Without --stack or --env it looks at the stack of the environment's SURVEY_… variables, else at the
local one that \`npm run dev\` keeps running. A difference in the tables is mended by \`lab-survey rebuild\`.
${examples(
  ["pnpm lab-survey reconcile", "the local stack of `npm run dev`"],
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
    const result = await reconcile(stack, {
      signal,
      showAnswers: options.showAnswers ?? false,
      onProgress: (what, read) => progress.show(`Reading the ${what}: ${read.toLocaleString("en")}`),
    });
    print(reconcileReport(result));
    const ok = result.differences.length === 0;
    return { ok, document: { ok, counts: countByKind(result.differences), ...result } };
  } finally {
    stack.close();
  }
}
