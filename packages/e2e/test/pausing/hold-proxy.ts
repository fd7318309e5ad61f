import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { answer, forward } from "../faults/forward.ts";

/** A moment of a conversation with a service: a request has been made, or has taken effect and its reply is still on its way. */
export interface Point {
  /** Of the request, such as `POST /2017-03-31/tags/`: its method and how its path begins. */
  readonly request: string;
  /** The how-many-th such request. */
  readonly occurrence: number;
  readonly side: "before it takes effect" | "after it took effect";
  /** Later such requests pass. Default: they are held as well, since whoever gets no reply in time asks again. */
  readonly alone?: true;
}

export interface HoldProxy extends AsyncDisposable {
  readonly endpoint: string;
  /**
   * Holds everything as soon as a point is reached.
   *
   * @returns What resolves then.
   */
  holdAt(point: Point): Promise<void>;
  /** Lets go what is held. */
  release(): void;
  /** Loses the reply of the next such request, after it took effect. */
  loseReplyOf(request: string): void;
  /** Takes a header out of every reply from now on. */
  strip(header: string): void;
}

/** A proxy before a service, by which a test knows exactly how far another process has come. */
export async function startHoldProxy(target: string): Promise<HoldProxy> {
  const stripped = new Set<string>();
  let waiting: { readonly point: Point; seen: number; readonly reached: () => void } | undefined;
  let held = Promise.withResolvers<void>();
  let losing: string | undefined;

  const pass = async (is: string, side: Point["side"]): Promise<void> => {
    if (waiting === undefined || !is.startsWith(waiting.point.request)) return;
    if (side === "before it takes effect") waiting.seen += 1;
    const { occurrence, alone } = waiting.point;
    const isHeld = alone ? waiting.seen === occurrence : waiting.seen >= occurrence;
    if (side !== waiting.point.side || !isHeld) return;
    waiting.reached();
    await held.promise;
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const is = `${request.method ?? ""} ${decodeURIComponent(request.url ?? "")}`;
    await pass(is, "before it takes effect");
    // Who was killed meanwhile can no longer ask for anything.
    if (request.socket.destroyed) return;
    const reply = await forward(request, body, target);
    await pass(is, "after it took effect");
    if (losing !== undefined && is.startsWith(losing)) {
      losing = undefined;
      request.socket.destroy();
      return;
    }
    const headers = Object.entries(reply.headers).filter(([name]) => !stripped.has(name));
    answer(response, { ...reply, headers: Object.fromEntries(headers) });
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the proxy has no port");

  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    holdAt: (point) =>
      new Promise((reached) => {
        waiting = { point, seen: 0, reached };
      }),
    release() {
      waiting = undefined;
      held.resolve();
      held = Promise.withResolvers();
    },
    loseReplyOf(request) {
      losing = request;
    },
    strip: (header) => void stripped.add(header),
    async [Symbol.asyncDispose]() {
      held.resolve();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
