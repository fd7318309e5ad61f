import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as sendRequest,
} from "node:http";
import { refusalBody, refusalOfCaller } from "./callers-of-this-machine.ts";
import { EngineError } from "./engine-error.ts";

export interface Gate {
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Listens in the place of an engine that answers everybody, and passes on only requests that {@link
 * refusalOfCaller} does not refuse. It removes the engine's permission for pages of any origin from the
 * answers, because no page uses this engine.
 *
 * @param port - On 127.0.0.1; 0 takes a free one.
 * @throws {EngineError} when the port is taken.
 */
export async function openGate(engine: { host: string; port: number }, port: number): Promise<Gate> {
  // As the engine does, the gate keeps connections for as long as the client does.
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const refusal = refusalOfCaller(request.headers);
    if (refusal === undefined) return passOn(request, response, { ...engine, agent });
    request.resume();
    response.writeHead(403, { "content-type": "application/json" }).end(refusalBody(refusal));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((cause) => {
    throw new EngineError(`127.0.0.1:${port} cannot be listened to: ${cause.message}`, { cause });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new EngineError("The gate has no port.");
  const close = async (): Promise<void> => {
    agent.destroy();
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { endpoint: `http://127.0.0.1:${address.port}`, close };
}

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  engine: { host: string; port: number; agent: Agent },
): void {
  const { method, url: path, headers } = request;
  const passed = sendRequest({ ...engine, method, path, headers });
  // Whichever side hangs up, the other one learns of it. Only the engine itself answers a request.
  const hangUp = (): void => void response.destroy();
  response.once("close", () => {
    if (!response.writableFinished) passed.destroy();
  });
  passed.once("error", hangUp);
  passed.once("response", (reply) => {
    response.writeHead(reply.statusCode ?? 502, withoutCrossOrigin(reply.headers));
    reply.once("error", hangUp).pipe(response);
  });
  request.pipe(passed);
}

function withoutCrossOrigin(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith("access-control-")));
}
