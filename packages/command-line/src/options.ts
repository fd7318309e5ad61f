import { type Command, InvalidArgumentError } from "commander";

/** Adds `--json`, which every command has. */
export function withJsonOption(command: Command): Command {
  return command.option(
    "--json",
    "print one JSON document on standard output, everything else on standard error",
  );
}

/** Reads a whole number from an option. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
  };
}

/** Reads a number, with or without a fraction, from an option. */
export function number(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It must be a number from ${low} to ${high}.`);
  };
}

/** Help text that shows how a command is used. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return ["", "Examples:", ...lines.map(([command, what]) => `  ${command.padEnd(width)}  # ${what}`)].join(
    "\n",
  );
}

/** Help text on exit codes, the same for all commands. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    all is well
  1    something does not agree
  2    wrong usage
  3    the stack cannot be reached, or another failure
  130  interrupted`;
