import { once } from "node:events";
import { relative, resolve } from "node:path";
import { defaultEnvFile, publishCloud, requireFree, startLocalCloud } from "@lab/local-cloud";
import type { Command } from "commander";
import { isBalanced } from "../output/receipt-report.ts";
import { receiptDocument } from "../../../survey-stack/src/receipt/receipt-document.ts";
import { columns } from "../../../command-line/src/columns.ts";
import { demo } from "../output/demo-report.ts";
import { examples, exitCodesHelp, withJsonOption } from "../../../command-line/src/options.ts";
import { type CommandContext, type CommandResult, runCommand } from "../../../command-line/src/run-command.ts";

interface DemoOptions {
  readonly keep?: boolean;
  readonly variablesFile?: string;
  readonly json?: boolean;
}

const HELP = `${examples(
  ["npm run demo", "the ten samples, and the receipt"],
  ["npm run demo -- --keep", "the same, and the local cloud stays up for a look around"],
)}
${exitCodesHelp}`;

export function addDemoCommand(program: Command): void {
  const command = program
    .command("demo")
    .summary("send ten sample surveys through a local cloud, and show what became of each")
    .description("Sends ten sample surveys through a local cloud made from infra/, and prints the receipt.")
    .option("--keep", "leave the local cloud running afterwards, for a look around, until Ctrl-C")
    .option("--variables-file <path>", "what --keep writes instead of .env.local");
  withJsonOption(command)
    .addHelpText("after", HELP)
    .action(async (options: DemoOptions) => {
      process.exitCode = await runCommand(options, (context) => runDemo(options, context));
    });
}

async function runDemo(
  { keep, variablesFile }: DemoOptions,
  { print, signal }: CommandContext,
): Promise<CommandResult> {
  const startedIn = process.env.INIT_CWD ?? process.cwd();
  const envFile = variablesFile === undefined ? defaultEnvFile : resolve(startedIn, variablesFile);
  if (keep) await requireFree(envFile);
  print("Starting a local cloud: the queue, function, buckets and tables that infra/ declares …");
  await using cloud = await startLocalCloud();
  signal.throwIfAborted();
  const interrupted = once(signal, "abort");
  const receipt = await Promise.race([demo(cloud, print), interrupted.then(() => undefined), cloud.crashed]);
  if (receipt === undefined) throw signal.reason;
  if (keep) {
    await using _ = await publishCloud(cloud.environment, envFile);
    print(lookAround(relative(startedIn, envFile), envFile === defaultEnvFile));
    await Promise.race([interrupted, cloud.crashed]);
  }
  return { ok: isBalanced(receipt), document: { receipt: receiptDocument(receipt) } };
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
    `For the aws command line and AWS SDKs, first: set -a; . ./${file}; set +a`,
  ].join("\n");
}
