export { columns } from "./columns.ts";
export { examples, exitCodesHelp, number, wholeNumber, withJsonOption } from "./options.ts";
export { type CommandContext, type CommandResult, runCommand, UsageError } from "./run-command.ts";
export { createProgram, runProgram } from "./run-program.ts";
