import { EventEmitter } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { connectionVariables, type Endpoints, localCredentials, outputVariables } from "./connection.ts";
import { startDynamodb } from "./engines/dynamodb-engine.ts";
import { startMessagingAndStorage } from "./engines/messaging-and-storage-engine.ts";
import type { FunctionEndpoints } from "./function-endpoints.ts";
import { startLambdaEndpoint } from "./lambda-api/lambda-endpoint.ts";
import type { LocalCloud } from "./local-cloud.ts";
import { evaluateProgram, type PulumiProgram } from "./provisioner/evaluate-program.ts";
import { LocalProvider } from "./provisioner/local-provider.ts";
import type { CloudEventMap } from "./trigger/cloud-events.ts";
import type { LocalFunction } from "./trigger/local-function.ts";
import type { QueueTrigger } from "./trigger/queue-trigger.ts";
import { stopWork } from "./trigger/stop-work.ts";

/** Ports on 127.0.0.1; free ones if left out. */
export interface Ports {
  readonly messagingAndStorage?: number;
  readonly dynamodb?: number;
  readonly lambda?: number;
}

export interface BootOptions {
  readonly program: PulumiProgram;
  readonly project: string;
  readonly stack: string;
  /** By full key; `aws:region` must be there. */
  readonly config: Readonly<Record<string, string>>;
  readonly maxWorkers: number;
  readonly ports: Ports;
  readonly existingDynamodb: string | undefined;
  readonly functionEndpoints?: FunctionEndpoints | undefined;
}

const tableType = "aws:dynamodb/table:Table";

/**
 * Starts the engines and creates in them what a Pulumi program declares. When anything fails, all that was started is
 * stopped again.
 */
export async function bootCloud(options: BootOptions): Promise<LocalCloud> {
  const region = options.config["aws:region"];
  if (region === undefined) throw new Error("The configuration has no aws:region.");
  await using starting = new AsyncDisposableStack();

  const dynamodbEngine = await startDynamodb({
    ...withPort(options.ports.dynamodb),
    existing: options.existingDynamodb,
  });
  starting.defer(() => dynamodbEngine.close());
  const otherEngine = await startMessagingAndStorage({
    region,
    ...withPort(options.ports.messagingAndStorage),
  });
  starting.defer(() => otherEngine.close());
  const functions = new Map<string, LocalFunction>();
  const triggers = new Map<string, QueueTrigger>();
  const lambda = await startLambdaEndpoint({ functions, triggers, ...withPort(options.ports.lambda) });
  starting.defer(() => lambda.close());
  const codeDirectory = await mkdtemp(join(tmpdir(), "local-cloud-"));
  starting.defer(() => rm(codeDirectory, { recursive: true, force: true }));

  const endpoints: Endpoints = {
    sqs: otherEngine.endpoint,
    s3: otherEngine.endpoint,
    dynamodb: dynamodbEngine.endpoint,
    lambda: lambda.endpoint,
  };
  const connection = connectionVariables(endpoints, region);
  const seenByFunctions = { ...endpoints, ...(await options.functionEndpoints?.(endpoints)) };
  const events = new EventEmitter<CloudEventMap>();
  // Tests wait for many events at once; that is no leak.
  events.setMaxListeners(0);
  const clients = createClients(endpoints, region);
  starting.defer(() => Object.values(clients).forEach((client) => void client.destroy()));
  const provider = new LocalProvider({
    ...clients,
    region,
    events,
    connection: connectionVariables(seenByFunctions, region),
    codeDirectory,
    maxWorkers: options.maxWorkers,
    functions,
    triggers,
  });
  starting.defer(async () => {
    if (!dynamodbEngine.ours) await provider.deleteAll(tableType);
  });
  starting.defer(() => stopWork([...triggers.values()], [...functions.values()]));

  const outputs = await Promise.race([evaluateProgram({ ...options, provider }), dynamodbEngine.crashed]);
  const started = starting.move();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= started.disposeAsync();
    return closing;
  };
  return {
    endpoints,
    region,
    credentials: localCredentials,
    outputs,
    environment: { ...connection, ...outputVariables(outputs) },
    events,
    functions: [...functions.values()],
    triggers: [...triggers.values()],
    resources: provider.resources,
    freezeDynamodb: () => dynamodbEngine.freeze(),
    crashed: dynamodbEngine.crashed,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createClients({ sqs, s3, dynamodb }: Endpoints, region: string) {
  const shared = { region, credentials: localCredentials };
  return {
    sqs: new SQSClient({ ...shared, endpoint: sqs }),
    s3: new S3Client({ ...shared, endpoint: s3 }),
    dynamodb: new DynamoDBClient({ ...shared, endpoint: dynamodb }),
  };
}

function withPort(port: number | undefined): { port?: number } {
  return port === undefined ? {} : { port };
}
