import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  number,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { readActivity } from "@lab/survey-export";
import { readWithdrawals } from "@lab/survey-stack";
import { type Command, Option } from "commander";
import {
  listParticipants,
  type ParticipantOrder,
  participantOrders,
  participantsReport,
} from "../output/participants-report.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface ParticipantsOptions extends StackOptions {
  readonly silentFor?: number;
  readonly sort: ParticipantOrder;
  readonly json?: boolean;
}

const HELP = `
Silent is counted from when the queue last took an accepted survey. It shows no answers. \`participant show\` does, of one.
${examples(
  ["npm run lab-survey -- participants", "in the local stack of `npm run dev`"],
  [
    "npm run lab-survey -- participants --stack prod --silent-for 2",
    "who takes part and has sent nothing for two days",
  ],
  ["npm run lab-survey -- participants --stack prod --sort surveys", "who has sent the fewest comes first"],
)}
${EXIT_CODES_HELP}`;

export function addParticipantsCommand(program: Command): void {
  const command = program
    .command("participants")
    .summary("list who takes part, and since when each is silent")
    .description("Lists everybody who has an accepted survey or has withdrawn.")
    .option("--silent-for <days>", "only who takes part and has been silent for so long", number(0, 10_000))
    .addOption(new Option("--sort <by>", "what they are sorted by").choices(participantOrders).default("id"));
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (options: ParticipantsOptions) => {
      process.exitCode = await runCommand(options, (context) => runParticipants(options, context));
    });
}

async function runParticipants(
  options: ParticipantsOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { print, progress, signal } = context;
  return await withStack(options, context, async (stack) => {
    const withdrawals = await readWithdrawals(stack);
    const activities = await readActivity(stack, {
      signal,
      onRead: (items) => progress.show(`${items.toLocaleString("en")} surveys of the ledger read`),
    });
    const listed = listParticipants(activities, withdrawals, { ...options, now: new Date() });
    print(participantsReport(listed));
    return { ok: true, document: { participants: listed } };
  });
}
