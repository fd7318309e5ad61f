import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { AwsError } from "../aws-error.ts";
import { refusalOfCaller } from "../engines/callers-of-this-machine.ts";
import { type Engine, never } from "../engines/engine.ts";
import type { LocalFunction } from "../trigger/local-function.ts";
import type { QueueTrigger } from "../trigger/queue-trigger.ts";
import { MAX_PAYLOAD_BYTES } from "../trigger/sqs-event.ts";
import { eventSourceMappings } from "./event-source-mappings.ts";
import { findFunction } from "./find-function.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { invokeFunction, type LambdaAnswer } from "./invoke-function.ts";
import { LOCAL_CLOUD_HEADER } from "./local-cloud-header.ts";
import { triggerTags } from "./trigger-tags.ts";

export interface LambdaEndpointOptions {
  /** By ARN. It is read when a request comes. */
  readonly functions: ReadonlyMap<string, LocalFunction>;
  /** By UUID. */
  readonly triggers: ReadonlyMap<string, QueueTrigger>;
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
}

const INVOCATIONS_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Starts Lambda's API in this process, reachable from this machine only, so that the SDK and the aws command line can
 * invoke local functions, and stop, start and tag their triggers. It knows Invoke and what {@link eventSourceMappings},
 * {@link triggerTags} and {@link functionConfiguration} do; for any other action it answers 501. Every answer carries {@link LOCAL_CLOUD_HEADER}.
 */
export async function startLambdaEndpoint(options: LambdaEndpointOptions): Promise<Engine> {
  const { functions, triggers, port = 0 } = options;
  const actions: Actions = {
    functions,
    others: [eventSourceMappings(triggers), triggerTags(triggers), functionConfiguration(functions)],
  };
  const server = createServer((request, response) => void answer(request, response, actions));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { endpoint: `http://127.0.0.1:${portOf(server.address())}`, ours: true, crashed: never(), close };
}

interface Actions extends Pick<LambdaEndpointOptions, "functions"> {
  /** The first that knows a request answers it. The others are not asked. */
  readonly others: readonly ReturnType<typeof eventSourceMappings>[];
}

async function answer(request: IncomingMessage, response: ServerResponse, actions: Actions): Promise<void> {
  const { status, headers, body } = await route(request, actions).catch(refusal);
  const always = { "content-type": "application/json", [LOCAL_CLOUD_HEADER]: "true" };
  response.writeHead(status, { ...always, ...headers }).end(body);
}

async function route(request: IncomingMessage, { functions, others }: Actions): Promise<LambdaAnswer> {
  const refused = refusalOfCaller(request.headers);
  if (refused !== undefined) throw new AwsError(403, "AccessDeniedException", refused);
  const payload = await text(request);
  const url = new URL(request.url ?? "/", "http://lambda");
  for (const answerOf of others) {
    const answered = answerOf(request.method ?? "", url, payload);
    if (answered !== undefined) return answered;
  }
  const { pathname, searchParams } = url;
  const reference = INVOCATIONS_PATH.exec(pathname)?.[1];
  if (request.method !== "POST" || reference === undefined) {
    const action = `${request.method ?? ""} ${pathname}`;
    throw new AwsError(501, "NotImplemented", `The local cloud's Lambda does not know ${action}.`);
  }
  const target = findFunction(decodeURIComponent(reference), searchParams.get("Qualifier"), functions);
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
    throw new AwsError(
      413,
      "RequestTooLargeException",
      `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes for the InvokeFunction operation`,
    );
  }
  return await invokeFunction(target, request.headers, payload);
}

function refusal(error: unknown): LambdaAnswer {
  const { status, code, message } =
    error instanceof AwsError ? error : new AwsError(500, "ServiceException", String(error));
  return {
    status,
    headers: { "x-amzn-errortype": code },
    body: JSON.stringify({ Type: status < 500 ? "User" : "Service", Message: message }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The Lambda endpoint has no port.");
  return address.port;
}
