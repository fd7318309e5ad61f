import { EventEmitter } from "node:events";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { type Credentials, connectionVariables, type Endpoints, localCredentials } from "./connection.ts";
import { startDynamodb } from "./engines/dynamodb-engine.ts";
import { startMessagingAndStorage } from "./engines/messaging-and-storage-engine.ts";
import { OWN_ENGINE_VARIABLE } from "./engines/own-engine.ts";
import type { FunctionEndpoints } from "./function-endpoints.ts";
import { startLambdaEndpoint } from "./lambda-api/lambda-endpoint.ts";
import { LocalProvider } from "./provisioner/local-provider.ts";
import { roleByArn } from "./sts/assumable-role.ts";
import { roleSessions } from "./sts/role-sessions.ts";
import type { CloudEventMap, CloudEvents } from "./trigger/cloud-events.ts";
import type { LocalFunction } from "./trigger/local-function.ts";
import type { QueueTrigger } from "./trigger/queue-trigger.ts";
import { stopWork } from "./trigger/stop-work.ts";

/** Ports on 127.0.0.1; free ones if left out. */
export interface Ports {
  readonly messagingAndStorage?: number;
  readonly dynamodb?: number;
  readonly lambda?: number;
}

export interface EmptyCloudOptions {
  readonly region: string;
  /** Function workers at the same time, at most. */
  readonly maxWorkers: number;
  readonly ports: Ports;
  readonly existingDynamodb: string | undefined;
  readonly functionEndpoints?: FunctionEndpoints | undefined;
}

/** The engines and a provider that can create resources in them: an AWS account with nothing in it. */
export interface EmptyCloud extends AsyncDisposable {
  readonly endpoints: Endpoints;
  readonly region: string;
  readonly credentials: Credentials;
  /** Endpoints, region and credentials as `AWS_…` variables, and which engine is this cloud's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly provider: LocalProvider;
  /** What happens in it, as it happens. */
  readonly events: CloudEvents;
  /** By ARN. */
  readonly functions: ReadonlyMap<string, LocalFunction>;
  /** By UUID. */
  readonly triggers: ReadonlyMap<string, QueueTrigger>;
  /** Makes DynamoDB stop answering until the result is disposed of: a fault for tests. Throws if the engine is not ours. */
  freezeDynamodb(): Disposable;
  /** Rejects when an engine stops by itself, and never resolves. */
  readonly crashed: Promise<never>;
  /** Stops polling, lets invocations in flight finish for up to ten seconds, stops everything. May be called again. */
  close(): Promise<void>;
}

const TABLE_TYPE = "aws:dynamodb/table:Table";

/** Starts the engines. When one does not start, none is left running. */
export async function startEmptyCloud(options: EmptyCloudOptions): Promise<EmptyCloud> {
  const { region } = options;
  await using starting = new AsyncDisposableStack();

  const dynamodbEngine = await startDynamodb({
    ...withPort(options.ports.dynamodb),
    existing: options.existingDynamodb,
  });
  starting.defer(() => dynamodbEngine.close());
  const sessions = roleSessions({ roleOf: (roleArn) => roleByArn(provider.resources, roleArn) });
  const otherEngine = await startMessagingAndStorage({
    region,
    sessions,
    ...withPort(options.ports.messagingAndStorage),
  });
  starting.defer(() => otherEngine.close());
  const functions = new Map<string, LocalFunction>();
  const triggers = new Map<string, QueueTrigger>();
  const lambda = await startLambdaEndpoint({ functions, triggers, ...withPort(options.ports.lambda) });
  starting.defer(() => lambda.close());
  const code = starting.use(await createTemporaryFolder("lab-cloud"));

  const endpoints: Endpoints = {
    sqs: otherEngine.endpoint,
    s3: otherEngine.endpoint,
    dynamodb: dynamodbEngine.endpoint,
    lambda: lambda.endpoint,
    sts: otherEngine.endpoint,
  };
  const connection = connectionVariables(endpoints, region);
  const seenByFunctions = { ...endpoints, ...(await options.functionEndpoints?.(endpoints)) };
  const events = new EventEmitter<CloudEventMap>();
  // Tests wait for many events at once, which is no leak.
  events.setMaxListeners(0);
  const clients = createClients(endpoints, region);
  starting.defer(() => Object.values(clients).forEach((client) => void client.destroy()));
  const provider = new LocalProvider({
    ...clients,
    region,
    events,
    connection: connectionVariables(seenByFunctions, region),
    codeDirectory: code.path,
    maxWorkers: options.maxWorkers,
    functions,
    triggers,
  });
  starting.defer(async () => {
    if (!dynamodbEngine.ours) await provider.deleteAll(TABLE_TYPE);
  });
  starting.defer(() => stopWork([...triggers.values()], [...functions.values()]));

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
    environment: {
      ...connection,
      ...(dynamodbEngine.ours ? { [OWN_ENGINE_VARIABLE]: endpoints.dynamodb } : {}),
    },
    provider,
    events,
    functions,
    triggers,
    freezeDynamodb: () => dynamodbEngine.freeze(),
    crashed: dynamodbEngine.crashed,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Clients of a local cloud's services, with its credentials. */
export function createClients({ sqs, s3, dynamodb }: Endpoints, region: string) {
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
