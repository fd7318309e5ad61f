import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import { buffer } from "node:stream/consumers";

/**
 * - `open`: passes requests and replies on;
 * - `before`: keeps requests from the queue, which never hears of them;
 * - `after`: gives requests to the queue, and keeps its replies from the page;
 * - `refusing`: answers in the queue's place that the service is not available.
 */
export type GateState = "open" | "before" | "after" | "refusing";

/** What stands between the page and the queue. Preflight requests always pass. */
export interface Gate extends AsyncDisposable {
  readonly url: string;
  state: GateState;
  /** How many requests to send surveys have come to the gate. */
  readonly sends: number;
  /** Resolves when a request that came while the gate was `before` or `after` is held; at once if one is. */
  holding(): Promise<void>;
  /** Hangs up on all who are held. */
  letGo(): void;
}

/** @param target - Where the queue's engine is. */
export async function startGate(target: string): Promise<Gate> {
  const held = new Set<ServerResponse>();
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  let sends = 0;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { state } = gate;
    const body = await buffer(incoming);
    const isPreflight = incoming.method === "OPTIONS";
    if (!isPreflight) sends += 1;
    if (isPreflight || state === "open") return answer(await forward(incoming, body), outgoing);
    if (state === "refusing") {
      outgoing.writeHead(503, { "access-control-allow-origin": "*" }).end();
      return;
    }
    if (state === "after") await forward(incoming, body);
    held.add(outgoing);
    outgoing.once("close", () => held.delete(outgoing));
    server.emit("held");
  }

  async function forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Reply> {
    const request = sendRequest(new URL(url ?? "/", target), { method, headers });
    const answered = once(request, "response");
    request.end(body);
    const [reply]: IncomingMessage[] = await answered;
    if (reply === undefined) throw new Error("the engine does not answer");
    return { status: reply.statusCode ?? 500, headers: reply.headers, body: await buffer(reply) };
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");
  const letGo = (): void => held.forEach((response) => void response.destroy());
  const gate: Gate = {
    url: `http://127.0.0.1:${address.port}`,
    state: "open",
    get sends() {
      return sends;
    },
    async holding() {
      if (held.size === 0) await once(server, "held");
    },
    letGo,
    async [Symbol.asyncDispose]() {
      letGo();
      server.closeAllConnections();
      server.close();
    },
  };
  return gate;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

function answer({ status, headers, body }: Reply, outgoing: ServerResponse): void {
  outgoing.writeHead(status, headers).end(body);
}
