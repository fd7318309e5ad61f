import { EXIT_CODES_HELP, examples, runCommand, withJsonOption } from "@lab/command-line";
import { removeTombstone, whoRunsThis, withAudit } from "@lab/survey-stack";
import type { Command } from "commander";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface ReinstateCommandOptions extends StackOptions {
  readonly json?: boolean;
}

const HELP = `
Only after \`withdraw --keep\`. Surveys that came in between are not stored later, since their bodies were not kept.
${examples(["npm run lab-survey -- reinstate 0001 --stack prod", "let participant 0001 take part again"])}
${EXIT_CODES_HELP}
Exit code 1 means that the participant had not withdrawn.`;

export function addReinstateCommand(program: Command): void {
  const command = program
    .command("reinstate")
    .summary("let a participant take part again whose data were kept")
    .description("Lets a participant take part again who had withdrawn, and whose data were kept.")
    .argument("<id>", "the participant's id");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (id: string, options: ReinstateCommandOptions) => {
      process.exitCode = await runCommand(options, (context) =>
        withStack(options, context, (stack) =>
          withAudit(stack, { act: "reinstate", subject: [id], signal: context.signal }, async (count) => {
            const removed = await removeTombstone(stack, id, whoRunsThis());
            const ok = removed !== undefined;
            count("participants", ok ? 1 : 0);
            context.print(
              ok ? `Participant ${id} takes part again.` : `Participant ${id} had not withdrawn.`,
            );
            return { ok, document: { ok, participant: id, ...(ok && { withdrawal: removed }) } };
          }),
        ),
      );
    });
}
