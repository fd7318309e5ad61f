import { Command, CommanderError } from "commander";
import { exitCode } from "./exit-code.ts";

/** A program of several commands, for `runProgram`. */
export function createProgram(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .configureHelp({ sortSubcommands: true })
    .showHelpAfterError("Add --help to see how it is used.")
    .exitOverride();
}

/** Runs the command that the process was started for. A command that was given wrongly sets exit code 2. */
export async function runProgram(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said what is wrong; asking for help is no error.
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  }
}
