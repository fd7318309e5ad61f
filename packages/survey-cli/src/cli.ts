// The command line: every command is in its own file under commands/.
import { Command, CommanderError } from "commander";
import { addDemoCommand } from "./commands/demo.ts";
import { exitCode } from "../../command-line/src/exit-code.ts";
import { addRebuildCommand } from "./commands/rebuild.ts";
import { addReconcileCommand } from "./commands/reconcile.ts";
import { addRedriveCommand } from "./commands/redrive.ts";
import { addSimulateCommand } from "./commands/forecast.ts";
import { addSimulationCommand } from "../../simulation/src/cli.ts";
import { addSpikeCommand } from "./commands/spike.ts";
import { addTriggerCommand } from "./commands/trigger.ts";

const program = new Command("lab-survey")
  .description("The lab's survey pipeline, from the command line.")
  .configureHelp({ sortSubcommands: true })
  .showHelpAfterError("Add --help to see how it is used.")
  .exitOverride();
addDemoCommand(program);
addSimulateCommand(program);
addSimulationCommand(program);
addSpikeCommand(program);
addReconcileCommand(program);
addRebuildCommand(program);
addRedriveCommand(program);
addTriggerCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong; asking for help is no error.
  process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
}
