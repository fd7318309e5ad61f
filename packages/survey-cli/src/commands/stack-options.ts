import { type Command, Option } from "commander";

/** Options by which a command is told its stack. */
export interface StackOptions {
  readonly stack?: string;
  readonly env?: string | true;
}

/** Adds `--stack` and `--env`. (Node takes `--env-file` for itself, wherever it stands, so pnpm would.) */
export function withStackOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--stack <name>", "a stack deployed with `pulumi up`, found by its outputs").conflicts(
        "env",
      ),
    )
    .option("--env [path]", "a file with the SURVEY_… and AWS_… variables of a stack (.env.local)");
}
