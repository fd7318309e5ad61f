import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type StackOutputs, stackOutputsSchema } from "@lab/infra/stack-outputs";
import * as z from "zod";
import { StackNotFoundError } from "./stack-not-found-error.ts";

/** Where Pulumi.yaml is. */
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const run = promisify(execFile);

/**
 * The outputs of a stack that was deployed with `pulumi up`, as Pulumi keeps them.
 *
 * @throws StackNotFoundError when Pulumi does not know it, or is not installed.
 */
export async function deployedOutputs(stack: string, signal: AbortSignal): Promise<StackOutputs> {
  const outputs = stackOutputsSchema.safeParse(await pulumiOutputs(stack, signal));
  if (outputs.success) return outputs.data;
  throw new StackNotFoundError(
    `The stack "${stack}" lacks outputs. Deploy it with \`pulumi up --stack ${stack}\`.\n${z.prettifyError(outputs.error)}`,
  );
}

async function pulumiOutputs(stack: string, signal: AbortSignal): Promise<unknown> {
  const args = ["stack", "output", "--json", "--stack", stack];
  try {
    const { stdout } = await run("pulumi", args, { cwd: root, signal });
    return JSON.parse(stdout);
  } catch (cause) {
    signal.throwIfAborted();
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : String(cause);
    throw new StackNotFoundError(
      missing
        ? "The outputs of a deployed stack come from the pulumi command line, which is not installed. See https://www.pulumi.com/docs/install/"
        : `Pulumi cannot read the outputs of the stack "${stack}": ${said}`,
      { cause },
    );
  }
}
