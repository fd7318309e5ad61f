import { writeFile } from "node:fs/promises";
import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  number,
  runCommand,
  UsageError,
  wholeNumber,
  withJsonOption,
} from "@lab/command-line";
import { startLocalCloud } from "@lab/survey-cloud";
import {
  describeTrigger,
  findStack,
  isBalanced,
  namingFailures,
  openStack,
  readTrigger,
  receiptDocument,
  runSpike,
  type SpikePlan,
} from "@lab/survey-stack";
import type { Command } from "commander";
import { backlogSvg } from "../output/backlog-svg.ts";
import {
  describeSpike,
  spikeCaption,
  spikeReport,
  statusLine,
  statusSparkline,
} from "../output/spike-report.ts";
import { typedPath } from "../typed-path.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";

interface SpikeCommandOptions extends StackOptions {
  readonly participants: number;
  readonly surveys: number;
  readonly duplicates: number;
  readonly invalid: number;
  readonly seed?: number;
  readonly run?: string;
  readonly workers: number;
  readonly kill: number;
  readonly outage: number;
  readonly timeout: number;
  readonly svg?: string;
  readonly json?: boolean;
}

/** The longest run id. With it, a participant's id still has at most 64 characters. */
const RUN_ID = /^[A-Za-z0-9_-]{1,40}$/;

const HELP = `
Without --stack or --env it starts a local cloud of its own, made from infra/, and closes it at the end. In any other
stack, the surveys stay there. Their participants' ids start with the run's id, and the receipt is about this run's surveys alone.
The same --seed and --run give the same surveys.
${examples(
  ["npm run lab-survey -- spike", "10,000 surveys, 5 % of them sent twice"],
  ["npm run lab-survey -- spike --kill 2 --outage 20", "two workers killed, DynamoDB away for 20 s"],
  ["npm run lab-survey -- spike --participants 10000 --svg backlog.svg", "100,000 surveys, with a drawing"],
  [
    "npm run lab-survey -- spike --stack staging --timeout 1800 --json",
    "into a deployed stack, for a script",
  ],
)}
${EXIT_CODES_HELP}`;

export function addSpikeCommand(program: Command): void {
  const command = program
    .command("spike")
    .summary("send a burst of surveys, and prove by a receipt that none was lost or counted twice")
    .description(
      "Sends a burst of surveys, waits until all are processed, and reconciles what was sent with what is stored.",
    )
    .option("--participants <n>", "how many participants answer", wholeNumber(1, 1_000_000), 1_000)
    .option("--surveys <n>", "how many surveys each of them sends", wholeNumber(1, 10_000), 10)
    .option("--duplicates <percent>", "how many of the surveys are sent a second time", number(0, 100), 5)
    .option(
      "--invalid <percent>",
      "how many are to be rejected, as answered too fast or blank",
      number(0, 100),
      0,
    )
    .option(
      "--seed <n>",
      "decides every answer and the order of sending (default: another each time)",
      wholeNumber(0, 2 ** 32 - 1),
    )
    .option("--run <id>", "what the participants' ids start with (default: another each time)")
    .option("--workers <n>", "function workers of the local cloud at the same time", wholeNumber(1, 64), 4)
    .option(
      "--kill <n>",
      "how many workers of the local cloud are killed in the middle of a batch",
      wholeNumber(0, 1_000),
      0,
    )
    .option(
      "--outage <seconds>",
      "for how long the local cloud's DynamoDB does not answer",
      number(0, 3_600),
      0,
    )
    .option("--timeout <seconds>", "how long sending and processing may take", number(1, 86_400), 900)
    .option("--svg <path>", "draw the backlog over time into a file");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (options: SpikeCommandOptions) => {
      process.exitCode = await runCommand(options, (context) => spike(options, context));
    });
}

async function spike(options: SpikeCommandOptions, context: CommandContext): Promise<CommandResult> {
  const plan = planOf(options);
  const elsewhere = options.stack !== undefined || options.env !== undefined;
  if (elsewhere && (options.kill > 0 || options.outage > 0)) {
    throw new UsageError(
      "--kill and --outage need a local cloud that this command starts itself. Leave out --stack and --env.",
    );
  }
  await using closing = new AsyncDisposableStack();
  if (!elsewhere)
    context.progress.say(
      "Starting a local cloud with the queue, function, buckets and tables that infra/ declares …",
    );
  const cloud = elsewhere ? undefined : await startLocalCloud({ maxWorkers: options.workers });
  closing.defer(() => cloud?.close());
  const stack = cloud ? openStack(cloud) : await findStack(options, context);
  closing.defer(() => stack.close());
  if (stack.outputs.senderRoleArn !== undefined) {
    throw new UsageError(
      "This stack accepts a survey only with its participant's own credentials (senders: per-participant). A spike sends for many " +
        "participants with yours, so every survey would be rejected. Choose a stack with senders: trusted-app.",
    );
  }
  const trigger = await readTrigger(stack);
  if (!trigger.on) context.progress.say(describeTrigger(trigger));
  context.signal.throwIfAborted();

  context.progress.say(describeSpike(plan));
  let phase = "sending";
  const result = await Promise.race([
    namingFailures(() =>
      runSpike(stack, {
        plan,
        timeout: options.timeout * 1_000,
        signal: context.signal,
        ...(cloud && { cloud, faults: { kill: options.kill, outage: options.outage * 1_000 } }),
        onPhase: (next) => {
          phase = next;
          if (next === "reconciling")
            context.progress.show("Reading the buckets and tables for the receipt …");
        },
        onSample: (samples) => context.progress.show(statusLine(phase, samples), statusSparkline(samples)),
      }),
    ),
    ...(cloud ? [cloud.crashed] : []),
  ]);
  context.print(spikeReport(result));
  if (options.svg !== undefined) {
    const path = typedPath(options.svg);
    await writeFile(path, backlogSvg(result.samples, spikeCaption(result)));
    context.print(`\nThe backlog over time is drawn in ${path}`);
  }
  return {
    ok: isBalanced(result.receipt),
    document: { ...result, receipt: receiptDocument(result.receipt) },
  };
}

function planOf({ participants, surveys, duplicates, invalid, seed, run }: SpikeCommandOptions): SpikePlan {
  if (run !== undefined && !RUN_ID.test(run)) {
    throw new UsageError("--run must be 1 to 40 of A-Z a-z 0-9 _ -");
  }
  return {
    run: run ?? `spike-${Date.now().toString(36)}`,
    seed: seed ?? Math.floor(Math.random() * 2 ** 32),
    participants,
    surveys,
    duplicates,
    invalid,
  };
}
