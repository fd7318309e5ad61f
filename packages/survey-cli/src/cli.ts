// The command line: every command is in its own file under commands/.
import { Command, CommanderError } from "commander";
import { addDemoCommand } from "./commands/demo-command.ts";
import { exitCode } from "./commands/exit-code.ts";
import { addRebuildCommand } from "./commands/rebuild-command.ts";
import { addReconcileCommand } from "./commands/reconcile-command.ts";
import { addRedriveCommand } from "./commands/redrive-command.ts";
import { addSimulateCommand } from "./commands/simulate-command.ts";
import { addSimulationCommand } from "./commands/simulation-command.ts";
import { addSpikeCommand } from "./commands/spike-command.ts";
import { addTriggerCommand } from "./commands/trigger-command.ts";

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
