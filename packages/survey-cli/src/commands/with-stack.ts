import type { CommandContext } from "@lab/command-line";
import { findStack, namingFailures, type Stack } from "@lab/survey-stack";
import type { StackOptions } from "./stack-options.ts";

/**
 * Opens the chosen stack for a command's work, and closes it afterwards.
 *
 * @throws {StackNotFoundError} when there is none.
 * @throws {ServiceFailedError} when a request failed.
 */
export async function withStack<T>(
  options: StackOptions,
  context: CommandContext,
  work: (stack: Stack) => Promise<T>,
): Promise<T> {
  const stack = await findStack(options, context);
  try {
    return await namingFailures(() => work(stack));
  } finally {
    stack.close();
  }
}
