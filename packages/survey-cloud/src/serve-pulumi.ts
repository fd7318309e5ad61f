import { loadStackConfig } from "@lab/infra/stack-config";
import {
  broughtEngine,
  type EmptyCloud,
  type EmptyCloudOptions,
  serveProvider,
  startEmptyCloud,
} from "@lab/local-cloud";
import { archiverBundleDirectory, bundleDirectory } from "@lab/survey-processor/deployment";
import { outputVariables } from "./output-variables.ts";
import { watchOutputs } from "./stack-outputs/watch-outputs.ts";

export interface ServePulumiOptions extends Partial<Pick<EmptyCloudOptions, "maxWorkers" | "ports">> {
  /** The stack that may be deployed here, and whose region it is; "local" if left out. */
  readonly stack?: string;
  /** More stacks that may be deployed here: for tests. */
  readonly otherStacks?: readonly string[];
  /** The folders of the bundles that functions may run; those of this checkout if left out. */
  readonly bundles?: readonly string[];
  /** The user whose Pulumi may deploy here, where the system tells; the one who runs this process if left out. */
  readonly uid?: number;
  /** Where `AWS_ENDPOINT_URL_DYNAMODB` may name another DynamoDB engine to use; this process's if left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Called when the stack has been deployed, changed or destroyed: with the cloud's variables, and those of the stack's
   * outputs if it is deployed.
   */
  readonly onDeployment?: (environment: Readonly<Record<string, string>>, deployed: boolean) => void;
  /** Called when the stack's outputs cannot be told although it was deployed. */
  readonly onProblem?: (error: unknown) => void;
}

/** An empty local cloud that Pulumi's engine deploys to. */
export interface ServedCloud extends EmptyCloud {
  /** Connection variables, and those that make the engine deploy here; see `pulumiVariables`. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts an empty local cloud and offers it to Pulumi's engine in the place of AWS. With its `environment`
 * set, `pulumi up`, `preview` and `destroy` work here as in AWS. `refresh` finds resources that are gone, for
 * example after a restart, but no changes made behind Pulumi's back. Functions run only the bundles that are
 * built in this checkout, as they are at the deployment. After a build, deploy again.
 *
 * @throws When an engine does not start, or the stack has no region; nothing is left running then.
 * @example
 * await using cloud = await servePulumi();
 * execFileSync("pulumi", ["up", "--stack", "local", "--yes"], { env: { ...process.env, ...cloud.environment } });
 */
export async function servePulumi(options: ServePulumiOptions = {}): Promise<ServedCloud> {
  const stack = options.stack ?? "local";
  const { "aws:region": region } = await loadStackConfig(stack);
  if (region === undefined) throw new Error("The configuration has no aws:region.");
  const cloud = await startEmptyCloud({
    region,
    maxWorkers: options.maxWorkers ?? 4,
    ports: options.ports ?? {},
    existingDynamodb: await broughtEngine(options.env ?? process.env),
  });
  try {
    const served = await serveProvider(cloud.provider, {
      stacks: [stack, ...(options.otherStacks ?? [])],
      bundles: options.bundles ?? [bundleDirectory, archiverBundleDirectory],
      uid: options.uid,
    });
    const environment = { ...cloud.environment, ...pulumiVariables(served.port) };
    const { onDeployment, onProblem = () => {} } = options;
    const watched =
      onDeployment &&
      watchOutputs({
        stack,
        ...cloud,
        onProblem,
        onOutputs: (outputs) =>
          onDeployment({ ...environment, ...outputVariables(outputs ?? {}) }, outputs !== undefined),
      });
    const close = async (): Promise<void> => {
      watched?.close();
      await served.close();
      await cloud.close();
    };
    return {
      ...cloud,
      environment,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

/** The variables by which Pulumi's engine uses the provider on that port for AWS, and no other. */
function pulumiVariables(port: number): Readonly<Record<string, string>> {
  return {
    PULUMI_DEBUG_PROVIDERS: `aws:${port}`,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
