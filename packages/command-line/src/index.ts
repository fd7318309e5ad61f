export { columns } from "./columns.ts";
export { ask, confirm } from "./confirm.ts";
export { EXIT_CODES_HELP, examples, number, wholeNumber, withJsonOption } from "./options.ts";
export { type CommandContext, type CommandResult, runCommand, UsageError } from "./run-command.ts";
export { createProgram, runProgram } from "./run-program.ts";
