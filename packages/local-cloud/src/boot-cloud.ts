import type { LocalCloud } from "./local-cloud.ts";
import { evaluateProgram, type PulumiProgram } from "./provisioner/evaluate-program.ts";
import { type EmptyCloudOptions, startEmptyCloud } from "./start-empty-cloud.ts";

export interface BootOptions extends Omit<EmptyCloudOptions, "region"> {
  readonly program: PulumiProgram;
  readonly project: string;
  readonly stack: string;
  /** By full key; `aws:region` must be there. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Starts the engines and creates in them what a Pulumi program declares. When anything fails, all that was started is
 * stopped again.
 */
export async function bootCloud(options: BootOptions): Promise<LocalCloud> {
  const region = options.config["aws:region"];
  if (region === undefined) throw new Error("The configuration has no aws:region.");
  const cloud = await startEmptyCloud({ ...options, region });
  const { provider, environment, functions, triggers, ...rest } = cloud;
  try {
    const outputs = await Promise.race([evaluateProgram({ ...options, provider }), cloud.crashed]);
    return {
      ...rest,
      outputs,
      environment,
      functions: [...functions.values()],
      triggers: [...triggers.values()],
      resources: provider.resources,
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}
