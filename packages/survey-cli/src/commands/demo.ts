import { once } from "node:events";
import { dirname, join, relative, resolve } from "node:path";
import {
  type CommandContext,
  type CommandResult,
  columns,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import {
  commandToRead,
  defaultEnvFile,
  publishCloud,
  requireFree,
  type SurveyCloud,
  startLocalCloud,
} from "@lab/survey-cloud";
import {
  isBalanced,
  openStack,
  type Receipt,
  readStackState,
  receiptDocument,
  receiptOf,
  waitUntilDrained,
} from "@lab/survey-stack";
import type { Command } from "commander";
import { sendSamples } from "../demo/send-samples.ts";
import { writeDemoData } from "../demo/write-demo-data.ts";
import { writeDemoReport } from "../demo/write-demo-report.ts";
import { heading, printState } from "../output/demo-report.ts";
import { receiptLines } from "../output/receipt-report.ts";
import { typedIn } from "../typed-path.ts";

/** Ten surveys are stored in well under a second; a cold start on a busy machine is given a minute. */
const DRAIN_TIMEOUT = 60_000;

interface DemoOptions {
  readonly keep?: boolean;
  readonly variablesFile?: string;
  readonly data: string;
  readonly json?: boolean;
}

const HELP = `${examples(
  ["npm run demo", "the ten samples, and the receipt"],
  ["npm run demo -- --keep", "the same, and the local cloud stays up for a look around"],
)}
${EXIT_CODES_HELP}`;

export function addDemoCommand(program: Command): void {
  const command = program
    .command("demo")
    .summary("send ten sample surveys through a local cloud, and show what became of each")
    .description("Sends ten sample surveys through a local cloud made from infra/, and prints the receipt.")
    .option("--keep", "leave the local cloud running afterwards, for a look around, until Ctrl-C")
    .option("--variables-file <path>", "what --keep writes instead of .env.local")
    .option("--data <folder>", "where the data go, in place of those of an earlier demo", "demo-data");
  withJsonOption(command)
    .addHelpText("after", HELP)
    .action(async (options: DemoOptions) => {
      process.exitCode = await runCommand(options, (context) => runDemo(options, context));
    });
}

async function runDemo(
  { keep, variablesFile, data }: DemoOptions,
  { print, signal }: CommandContext,
): Promise<CommandResult> {
  const startedIn = typedIn();
  const envFile = variablesFile === undefined ? defaultEnvFile : resolve(startedIn, variablesFile);
  if (keep) await requireFree(envFile);
  print("Starting a local cloud with the queue, function, buckets and tables that infra/ declares …");
  await using cloud = await startLocalCloud();
  signal.throwIfAborted();
  const interrupted = once(signal, "abort");
  const receipt = await Promise.race([
    demo(cloud, { print, signal, data: resolve(startedIn, data) }),
    interrupted.then(() => undefined),
    cloud.crashed,
  ]);
  if (receipt === undefined) throw signal.reason;
  if (keep) {
    await using _ = await publishCloud(cloud.environment, envFile);
    print(lookAround(relative(startedIn, envFile), envFile === defaultEnvFile));
    await Promise.race([interrupted, cloud.crashed]);
  }
  return { ok: isBalanced(receipt), document: { receipt: receiptDocument(receipt) } };
}

/**
 * Sends the ten sample surveys through a local cloud and shows, for a principal investigator to read, what became of
 * each, ending with the receipt.
 *
 * @returns the receipt, which is printed too.
 */
async function demo(
  cloud: SurveyCloud,
  { print, signal, data }: Pick<CommandContext, "print" | "signal"> & { readonly data: string },
): Promise<Receipt> {
  const stack = openStack(cloud);
  try {
    print(heading("1  The ten sample surveys are sent to the queue"));
    const { sent, fileOf } = await sendSamples(stack, print);
    await waitUntilDrained(stack, { timeout: DRAIN_TIMEOUT });
    const state = await readStackState(stack);
    const receipt = receiptOf(sent, state, stack);
    printState(state, stack.study, fileOf, print);
    print(heading("5  The receipt"));
    print(receiptLines(receipt).join("\n"));
    print(heading("6  The data"));
    print(await writeDemoData(stack, data, signal));
    print(heading("7  The report"));
    print(await writeDemoReport(stack, join(dirname(data), "demo-report.html"), signal));
    return receipt;
  } finally {
    stack.close();
  }
}

/** What to try while the local cloud runs. Each line can be pasted as it is. */
function lookAround(file: string, isDefault: boolean): string {
  const env = isDefault ? "" : ` ${file}`;
  return [
    "",
    "The local cloud stays up until Ctrl-C. Try in another terminal:",
    "",
    columns([
      [`npm run lab-survey -- spike --env${env} --participants 50`, "# 500 more surveys, and their receipt"],
      [`npm run lab-survey -- reconcile --env${env}`, "# every bucket and table against the others"],
      // The page looks for .env.local and no other file.
      ...(isDefault ? [["npm run web-survey", "# answer a survey yourself, on a page for phones"]] : []),
    ]),
    "",
    `Before you use the aws command line or AWS SDKs, type: ${commandToRead(file)}`,
  ].join("\n");
}
