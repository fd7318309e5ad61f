import { resolve } from "node:path";
import { readEnvFile, requireRunning } from "@lab/survey-cloud";
import { deployedOutputs } from "./deployed-stack.ts";
import { openStack, type Stack } from "./stack.ts";
import { StackNotFoundError } from "./stack-not-found-error.ts";
import { accessFromVariables, endpointsOf, nameAStack, type Variables } from "./stack-variables.ts";

/** Which stack a command is for. */
export interface StackChoice {
  /** A stack deployed with `pulumi up`, by name; credentials are found as by every AWS tool. */
  readonly stack?: string | undefined;
  /** A file with the variables of a stack; `true`: `.env.local`, which `npm run dev` writes. */
  readonly env?: string | true | undefined;
}

/**
 * Opens the chosen stack; without a choice the one that the environment's variables tell of, else that of `.env.local`.
 *
 * @throws StackNotFoundError when there is none, or when it was a local cloud's that is gone, with what to do about it.
 */
export async function findStack(
  { stack, env }: StackChoice,
  context: { readonly environment?: Variables; readonly signal: AbortSignal },
): Promise<Stack> {
  const { environment = process.env, signal } = context;
  if (stack !== undefined) {
    await requireRunning(environment).catch((error) => notFound(error));
    const outputs = await deployedOutputs(stack, signal);
    return openStack({ outputs, endpoints: endpointsOf(environment) });
  }
  const fromEnvironment = env === undefined && nameAStack(environment);
  if (fromEnvironment) await requireRunning(environment).catch((error) => notFound(error));
  const variables = fromEnvironment ? environment : await readEnvFile(fileOf(env)).catch(noSuchFile);
  return openStack(accessFromVariables(variables));
}

/**
 * The path is relative to the folder in which the command was typed. `npm run` starts commands in the root.
 */
function fileOf(env: StackChoice["env"]): string | undefined {
  return typeof env === "string" ? resolve(process.env.INIT_CWD ?? "", env) : undefined;
}

function noSuchFile(error: unknown): never {
  return notFound(error, " A deployed stack is named with --stack.");
}

function notFound(error: unknown, hint = ""): never {
  if (error instanceof Error && error.name === "EnvFileError") {
    throw new StackNotFoundError(`${error.message}${hint}`, { cause: error });
  }
  throw error;
}
