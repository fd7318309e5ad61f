import { styleText } from "node:util";
import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { describeTrigger, isAbandoned, readTrigger, reconcile, triggerDocument } from "@lab/survey-stack";
import type { Command } from "commander";
import { countByKind, reconcileReport } from "../output/reconcile-report.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface ReconcileCommandOptions extends StackOptions {
  readonly deep?: boolean;
  readonly showAnswers?: boolean;
  readonly json?: boolean;
}

const HELP = `
It changes nothing. S3 gave each object an ETag when the processor stored it. While the object has that ETag, its bytes count
as unchanged and are not read. With --deep every body is read and judged, which asks S3 once for each survey. The rejected
bucket has no ledger, so its documents are always read. docs/reliability.md lists what each mode finds.
Notes are no differences and do not change the exit code.
It also says whether the trigger is off, who switched it off, and which command is moving or deleting surveys, or died while it
did. If a command died and left the trigger off, that counts as something that does not agree.
Without --stack or --env it looks at the stack that the SURVEY_… variables of the environment name. If there are none, it looks
at the local one that \`npm run dev\` keeps running.
${examples(
  ["npm run lab-survey -- reconcile", "the local stack of `npm run dev`"],
  ["npm run lab-survey -- reconcile --stack prod --json", "a deployed one, for a script"],
  ["npm run lab-survey -- reconcile --stack prod --deep", "read and judge every body"],
)}
${EXIT_CODES_HELP}`;

export function addReconcileCommand(program: Command): void {
  const command = program
    .command("reconcile")
    .summary("compare a stack's buckets, ledger and participants, and name what does not agree")
    .description(
      "Compares a stack's surveys bucket, ledger, participants and rejected bucket, and names what does not agree, by id.",
    )
    .option("--deep", "read and judge every body, also those that seem unchanged")
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
  return await withStack(options, context, async (stack) => {
    const trigger = await readTrigger(stack);
    const result = await reconcile(stack, {
      signal,
      deep: options.deep ?? false,
      showAnswers: options.showAnswers ?? false,
      onProgress: (what, read) => progress.show(`Reading the ${what}: ${read.toLocaleString("en")}`),
    });
    print(reconcileReport(result));
    if (!trigger.on || trigger.lease !== undefined) {
      print(styleText(isAbandoned(trigger) ? "red" : "yellow", `\n${describeTrigger(trigger)}`));
    }
    const ok = result.differences.length === 0 && !isAbandoned(trigger);
    const counts = countByKind(result.differences);
    return { ok, document: { ok, counts, trigger: triggerDocument(trigger), ...result } };
  });
}
