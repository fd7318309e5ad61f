import { once } from "node:events";
import { startLocalCloud } from "@lab/local-cloud";
import { Command } from "commander";
import { columns } from "./columns.ts";
import { demo } from "./demo.ts";

const program = new Command("lab-survey").description("The lab's survey pipeline, from the command line.");

program
  .command("demo")
  .description("sends ten sample surveys through a local cloud made from infra/, and prints the receipt")
  .option("--keep", "leave the local cloud running afterwards, for a look around, until Ctrl-C")
  .action(async ({ keep }: { keep?: true }) => {
    const interrupted = once(process, "SIGINT");
    const print = (text: string) => console.log(text);
    print("Starting a local cloud: the queue, function, buckets and tables that infra/ declares …");
    await using cloud = await startLocalCloud();
    const balanced = await Promise.race([demo(cloud, print), interrupted.then(() => undefined)]);
    if (balanced === undefined) {
      process.exitCode = 130;
      return;
    }
    if (keep) {
      print("\nThe local cloud stays up until Ctrl-C. To look around, set these in another terminal:\n");
      print(columns(Object.entries(cloud.environment)));
      await interrupted;
    }
    process.exitCode = balanced ? 0 : 1;
  });

await program.parseAsync();
