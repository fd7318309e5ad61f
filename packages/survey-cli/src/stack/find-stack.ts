import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { defaultEnvFile } from "@lab/local-cloud";
import { deployedOutputs } from "./deployed-stack.ts";
import { openStack, type Stack } from "./stack.ts";
import { StackNotFoundError } from "./stack-not-found-error.ts";
import { accessFromVariables, endpointsOf, nameAStack, type Variables } from "./stack-variables.ts";

/** Which stack a command is for. */
export interface StackChoice {
  /** A stack deployed with `pulumi up`, by name; credentials are found as by every AWS tool. */
  readonly stack?: string | undefined;
  /** A file with the variables of a stack; `true`: `.env.local`, which `pnpm dev` writes. */
  readonly env?: string | true | undefined;
}

/**
 * Opens the chosen stack; without a choice the one that the environment's variables tell of, else that of `.env.local`.
 *
 * @throws StackNotFoundError when there is none, with what to do about it.
 */
export async function findStack(
  { stack, env }: StackChoice,
  context: { readonly environment?: Variables; readonly signal: AbortSignal },
): Promise<Stack> {
  const { environment = process.env, signal } = context;
  if (stack !== undefined) {
    const outputs = await deployedOutputs(stack, signal);
    return openStack({ outputs, endpoints: endpointsOf(environment) });
  }
  const variables =
    env === undefined && nameAStack(environment)
      ? environment
      : await readVariables(typeof env === "string" ? env : defaultEnvFile);
  return openStack(accessFromVariables(variables));
}

async function readVariables(path: string): Promise<Variables> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const why =
      path === defaultEnvFile
        ? "There is no stack to work on: no .env.local"
        : `The file ${path} cannot be read (${cause instanceof Error ? cause.message : String(cause)})`;
    throw new StackNotFoundError(
      `${why}. Start a local one with \`pnpm dev\` and leave it running, or name a deployed one with --stack.`,
      { cause },
    );
  }
  return parseEnv(text);
}
