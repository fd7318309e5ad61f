import { once } from "node:events";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import type { ProvisionedResource } from "../provisioner/resource-handler.ts";

const outputsSchema = z.record(z.string(), z.unknown()).optional();

/**
 * The outputs of a stack that Pulumi's engine has deployed to a local cloud. The engine tells a provider of resources
 * alone, so the program is asked what its outputs are with just these resources.
 *
 * @returns Undefined as long as the stack is not whole.
 * @throws What the program or its configuration is refused for, as it is on disk now.
 */
export async function deployedOutputs(
  stack: string,
  resources: readonly ProvisionedResource[],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (resources.length === 0) return undefined;
  const plain: unknown = JSON.parse(
    JSON.stringify(resources.map(({ type, name, id, state }) => ({ type, name, id, state }))),
  );
  const worker = new Worker(new URL("./evaluate-outputs.ts", import.meta.url), {
    workerData: { stack, resources: plain },
  });
  try {
    const [outputs] = await once(worker, "message");
    return outputsSchema.parse(outputs);
  } finally {
    await worker.terminate();
  }
}
