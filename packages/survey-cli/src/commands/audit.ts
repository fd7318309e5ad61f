import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { type Act, type AuditedAct, acts, readActs } from "@lab/survey-stack";
import { type Command, InvalidArgumentError, Option } from "commander";
import { auditReport } from "../output/audit-report.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface AuditCommandOptions extends StackOptions {
  readonly since?: Date;
  readonly act?: readonly Act[];
  readonly json?: boolean;
}

const HELP = `
Commands that change what a stack holds, or hand it out, write to the audit trail before they begin and when they end. The trail
holds who, when, what and how many. It holds no answers, and nobody can overwrite it. Dry runs and lists are not in it.
An act that never ended is under way, or its command was killed. Every command can be run again, and goes on.
--since takes a UTC date, such as 2026-11-24, or a time with a zone, such as 2026-11-24T20:00:00Z.
${examples(
  ["npm run lab-survey -- audit", "all acts of `npm run dev`'s stack"],
  ["npm run lab-survey -- audit --stack prod --since 2026-11-01", "those of a deployed one since a day"],
  ["npm run lab-survey -- audit --stack prod --act withdraw erase", "who was withdrawn and erased, by whom"],
)}
${EXIT_CODES_HELP}
Exit code 1 means that something in the trail cannot be read, or that a beginning is missing. An act that never ended does not
change the exit code.`;

export function addAuditCommand(program: Command): void {
  const command = program
    .command("audit")
    .summary("list who changed a stack's data or handed them out, when, and how it ended")
    .description("Lists the acts in the audit trail of a stack, the oldest first.")
    .option("--since <date>", "leave out what began before", readDate)
    .addOption(new Option("--act <act...>", "only acts of these kinds").choices([...acts]));
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (options: AuditCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => audit(options, context));
    });
}

async function audit(options: AuditCommandOptions, context: CommandContext): Promise<CommandResult> {
  const { print, progress, signal } = context;
  const { since, act: wanted } = options;
  return await withStack(options, context, async (stack) => {
    const found: AuditedAct[] = [];
    for await (const one of readActs(stack, { since, signal })) {
      // Nobody knows of which kind something is that cannot be read.
      if (wanted === undefined || one.status === "unreadable" || wanted.includes(one.begun.act))
        found.push(one);
      progress.show(`Reading the audit trail: ${found.length.toLocaleString("en")}`);
    }
    print(auditReport(found));
    const ok = found.every(({ status }) => status === "read");
    return { ok, document: { ok, acts: found } };
  });
}

const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** A date is midnight, UTC. A time without a zone would be one of this computer's zone, so it is not taken. */
function readDate(text: string): Date {
  const date = new Date(text);
  // 30 February would become 2 March.
  const day = new Date(text.slice(0, 10));
  const isReal = !Number.isNaN(day.getTime()) && text.startsWith(day.toISOString().slice(0, 10));
  if (DATE.test(text) && isReal && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError(
    "It must be a date such as 2026-11-24, or a time such as 2026-11-24T20:00:00Z.",
  );
}
