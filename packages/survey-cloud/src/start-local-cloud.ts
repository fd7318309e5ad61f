import surveyPipeline from "@lab/infra";
import { loadProjectName, loadStackConfig } from "@lab/infra/stack-config";
import { type StackOutputs, stackOutputsSchema } from "@lab/infra/stack-outputs";
import {
  bootCloud,
  broughtEngine,
  type FunctionEndpoints,
  type LocalCloud,
  type LocalFunction,
  type Ports,
  type QueueTrigger,
} from "@lab/local-cloud";
import { outputVariables } from "./output-variables.ts";

export interface LocalCloudOptions {
  /** The stack whose configuration to use; "dev" if left out. */
  readonly stack?: string;
  /** Configuration that replaces the stack's; a key without a namespace is the project's. */
  readonly config?: Readonly<Record<string, string>>;
  /** Function workers at the same time, at most, whatever concurrency the stack allows; 4 if left out. */
  readonly maxWorkers?: number;
  readonly ports?: Ports;
  /** Where `AWS_ENDPOINT_URL_DYNAMODB` may name another DynamoDB engine to use; this process's if left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where functions find S3 and DynamoDB; at the engines themselves if left out. */
  readonly functionEndpoints?: FunctionEndpoints;
}

/** A local cloud with the survey pipeline in it. */
export interface SurveyCloud extends LocalCloud {
  readonly outputs: StackOutputs;
  /** The variables of a local cloud's environment, and `SURVEY_…` for the stack's outputs. */
  readonly environment: Readonly<Record<string, string>>;
  /** The trigger that feeds the processor from the survey queue. */
  readonly trigger: QueueTrigger;
  /** The function that processes surveys. */
  readonly processor: LocalFunction;
  /** The trigger that feeds the archiver from the dead-letter queue. */
  readonly deadLetterTrigger: QueueTrigger;
  /** The function that moves dead letters to the rejected bucket. */
  readonly archiver: LocalFunction;
}

/**
 * Starts the survey pipeline on this machine: the engines, and in them everything that `infra/` declares for a stack.
 *
 * @throws When the configuration is not allowed, the function's code is not built, or an engine does not start; nothing
 *   is left running then.
 * @example
 * await using cloud = await startLocalCloud();
 * const sqs = new SQSClient({ endpoint: cloud.endpoints.sqs, region: cloud.region, credentials: cloud.credentials });
 * await sqs.send(new SendMessageCommand({ QueueUrl: cloud.outputs.queueUrl, MessageBody: survey }));
 * await once(cloud.events, "messagesDeleted");
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<SurveyCloud> {
  const stack = options.stack ?? "dev";
  const cloud = await bootCloud({
    program: surveyPipeline,
    project: await loadProjectName(),
    stack,
    config: await loadStackConfig(stack, options.config),
    maxWorkers: options.maxWorkers ?? 4,
    ports: options.ports ?? {},
    existingDynamodb: await broughtEngine(options.env ?? process.env),
    functionEndpoints: options.functionEndpoints,
  });
  try {
    const outputs = stackOutputsSchema.parse(cloud.outputs);
    const trigger = triggerOn(outputs.queueUrl, cloud);
    const deadLetterTrigger = triggerOn(outputs.deadLetterQueueUrl, cloud);
    return {
      ...cloud,
      outputs,
      environment: { ...cloud.environment, ...outputVariables(cloud.outputs) },
      trigger,
      processor: trigger.target,
      deadLetterTrigger,
      archiver: deadLetterTrigger.target,
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

function triggerOn(queueUrl: string, { triggers }: LocalCloud): QueueTrigger {
  const found = triggers.find(({ declaration }) => declaration.queueUrl === queueUrl);
  if (found === undefined) throw new Error(`The stack declares no trigger on its queue ${queueUrl}.`);
  return found;
}
