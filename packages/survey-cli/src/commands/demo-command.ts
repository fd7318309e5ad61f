import { once } from "node:events";
import { startLocalCloud } from "@lab/local-cloud";
import type { Command } from "commander";
import { isBalanced } from "../receipt/print-receipt.ts";
import { receiptDocument } from "../receipt/receipt-document.ts";
import { columns } from "../terminal/columns.ts";
import { demo } from "./demo.ts";
import { examples, exitCodesHelp, withJsonOption } from "./options.ts";
import { type CommandContext, type CommandResult, runCommand } from "./run-command.ts";

interface DemoOptions {
  readonly keep?: boolean;
  readonly json?: boolean;
}

const HELP = `${examples(
  ["pnpm demo", "the ten samples, and the receipt"],
  ["pnpm demo --keep", "the same, and the local cloud stays up for a look around"],
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
  print("Starting a local cloud: the queue, function, buckets and tables that infra/ declares …");
  await using cloud = await startLocalCloud();
  signal.throwIfAborted();
  const interrupted = once(signal, "abort");
  const receipt = await Promise.race([demo(cloud, print), interrupted.then(() => undefined), cloud.crashed]);
  if (receipt === undefined) throw signal.reason;
  if (keep) {
    print("\nThe local cloud stays up until Ctrl-C. To look around, set these in another terminal:\n");
    print(columns(Object.entries(cloud.environment)));
    await Promise.race([interrupted, cloud.crashed]);
  }
  return { ok: isBalanced(receipt), document: { receipt: receiptDocument(receipt) } };
}
