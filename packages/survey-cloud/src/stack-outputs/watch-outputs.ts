import { isDeepStrictEqual } from "node:util";
import type { CloudEvents, LocalProvider } from "@lab/local-cloud";
import { deployedOutputs } from "./deployed-outputs.ts";

type Outputs = Readonly<Record<string, unknown>>;

export interface WatchedOutputs {
  /** Looks no more. What is being looked at is not told any more. */
  close(): void;
}

export interface WatchOutputsOptions {
  readonly stack: string;
  readonly provider: Pick<LocalProvider, "resources">;
  readonly events: CloudEvents;
  /** Called with the outputs when the stack is whole, with undefined when it is not any more. */
  readonly onOutputs: (outputs: Outputs | undefined) => void;
  /** Called when the outputs cannot be told, with the reason. */
  readonly onProblem: (error: unknown) => void;
  /**
   * A deployment makes many changes. The outputs are read after a pause of so many milliseconds. 300 if left
   * out.
   */
  readonly pause?: number;
}

/** Tells a stack's outputs whenever Pulumi's engine has changed something in a local cloud, and they with it. */
export function watchOutputs(options: WatchOutputsOptions): WatchedOutputs {
  const { stack, provider, events, onOutputs, onProblem, pause = 300 } = options;
  let timer: NodeJS.Timeout | undefined;
  let changes = 0;
  let closed = false;
  let told: Outputs | undefined;
  const look = async (): Promise<void> => {
    const seen = changes;
    const outputs = await deployedOutputs(stack, provider.resources);
    // Something has changed since, so the outputs have to be read again.
    if (closed || seen !== changes || isDeepStrictEqual(outputs, told)) return;
    told = outputs;
    onOutputs(outputs);
  };
  const problem = (error: unknown): void => {
    if (!closed) onProblem(error);
  };
  const changed = (): void => {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void look().catch(problem), pause);
  };
  events.on("resourcesChanged", changed);
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      events.off("resourcesChanged", changed);
    },
  };
}
