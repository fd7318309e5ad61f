import { once } from "node:events";
import { relative } from "node:path";
import { defaultEnvFile, publishCloud, requireFree, startLocalCloud } from "@lab/local-cloud";
import type { Command } from "commander";
import { isBalanced } from "../receipt/print-receipt.ts";
import { receiptDocument } from "../receipt/receipt-document.ts";
import { demo } from "./demo.ts";
import { examples, exitCodesHelp, withJsonOption } from "./options.ts";
import { type CommandContext, type CommandResult, runCommand } from "./run-command.ts";

interface DemoOptions {
  readonly keep?: boolean;
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
    .option("--keep", "leave the local cloud running afterwards, for a look around, until Ctrl-C");
  withJsonOption(command)
    .addHelpText("after", HELP)
    .action(async (options: DemoOptions) => {
      process.exitCode = await runCommand(options, (context) => runDemo(options, context));
    });
}

async function runDemo({ keep }: DemoOptions, { print, signal }: CommandContext): Promise<CommandResult> {
  if (keep) await requireFree(defaultEnvFile);
  print("Starting a local cloud: the queue, function, buckets and tables that infra/ declares …");
  await using cloud = await startLocalCloud();
  signal.throwIfAborted();
  const interrupted = once(signal, "abort");
  const receipt = await Promise.race([demo(cloud, print), interrupted.then(() => undefined), cloud.crashed]);
  if (receipt === undefined) throw signal.reason;
  if (keep) {
    await using _ = await publishCloud(cloud.environment, defaultEnvFile);
    print(lookAround(relative(process.env.INIT_CWD ?? process.cwd(), defaultEnvFile)));
    await Promise.race([interrupted, cloud.crashed]);
  }
  return { ok: isBalanced(receipt), document: { receipt: receiptDocument(receipt) } };
}

/** What to try while the local cloud runs. Each line can be pasted as it is. */
function lookAround(envFile: string): string {
  return `
The local cloud stays up until Ctrl-C. Try in another terminal:

  npm run lab-survey -- spike --env --participants 200   # 2,000 more surveys, and their receipt
  npm run lab-survey -- reconcile                        # every bucket and table against the others
  npm run web-survey                                     # answer a survey yourself, on a page for phones

For the aws command line and AWS SDKs, first: set -a; . ./${envFile}; set +a`;
}
