import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  UsageError,
  withJsonOption,
} from "@lab/command-line";
import { userIdSchema } from "@lab/survey-schema";
import { readParticipant, withAudit } from "@lab/survey-stack";
import type { Command } from "commander";
import { participantReport } from "../output/participant-report.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface ShowOptions extends StackOptions {
  readonly raw?: boolean;
  readonly json?: boolean;
}

const HELP = `
It prints a person's answers. Mind who reads along, and where the output is kept. The audit trail has who asked, and when.
Without --stack or --env it looks at the stack that the SURVEY_… variables of the environment name. If there are none, it looks
at the local one that \`npm run dev\` keeps running.
${examples(
  ["npm run lab-survey -- participant show 0001", "in the local stack of `npm run dev`"],
  ["npm run lab-survey -- participant show 0001 --raw", "with every survey as it was received"],
  ["npm run lab-survey -- participant show 0001 --stack prod --json", "in a deployed one, for a script"],
)}
${EXIT_CODES_HELP}
1 means that the stack holds nothing of this participant.`;

export function addParticipantCommand(program: Command): void {
  const participant = program
    .command("participant")
    .summary("show what a stack holds of one participant")
    .description("Shows what a stack holds of one participant.")
    .addHelpText("after", HELP);
  const show = participant
    .command("show")
    .description("Shows the newest answers and every accepted survey. What was rejected is not among them.")
    .argument("<user-id>", "such as 0001")
    .option("--raw", "also print each survey as it was received");
  withJsonOption(withStackOptions(show))
    .addHelpText("after", HELP)
    .action(async (userId: string, options: ShowOptions) => {
      process.exitCode = await runCommand(options, (context) => showParticipant(userId, options, context));
    });
}

async function showParticipant(
  userId: string,
  options: ShowOptions,
  context: CommandContext,
): Promise<CommandResult> {
  if (!userIdSchema.safeParse(userId).success) {
    throw new UsageError(`${userId} is no participant's id. Write 1 to 64 of A-Z a-z 0-9 _ -`);
  }
  return await withStack(options, context, async (stack) => {
    const planned = { act: "export", subject: [userId], signal: context.signal } as const;
    const contents = await withAudit(stack, planned, async (count) => {
      const read = await readParticipant(stack, userId, { bodies: options.raw ?? false });
      count("records", read.record === undefined ? 0 : 1);
      count("surveys", read.bodies.size);
      return read;
    });
    const { record, submissions, bodies } = contents;
    const ok = record !== undefined || submissions.length > 0;
    context.print(ok ? participantReport(contents) : `The stack holds no accepted survey of ${userId}.`);
    return { ok, document: { ok, record, submissions, bodies: Object.fromEntries(bodies) } };
  });
}
