import { ConfigError } from "./config-error.ts";

/**
 * The name of the environment that a stack is, which becomes part of the name of everything in it.
 *
 * @param stack - The stack's name, without organization and project.
 * @throws ConfigError when buckets, roles or functions could not be named after it.
 */
export function environmentName(stack: string): string {
  // Buckets allow no capitals, dots or underscores. With 20 every name that is made of it is within AWS's limits, with some to spare.
  if (!/^[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$/.test(stack)) {
    throw new ConfigError([
      `the stack's name is ${JSON.stringify(stack)}, but must be 1 to 20 lower-case letters, digits and inner hyphens`,
    ]);
  }
  return stack;
}
