import { once } from "node:events";
import {
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as sendRequest,
} from "node:http";
import { buffer } from "node:stream/consumers";

export interface WireReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks an engine what a proxy was asked. @throws when the engine does not reply. */
export async function forward(
  request: IncomingMessage,
  body: Buffer,
  engine: string,
  agent?: Agent,
): Promise<WireReply> {
  const { host: _, expect: __, "transfer-encoding": ___, ...headers } = request.headers;
  const forwarded = sendRequest(new URL(request.url ?? "/", engine), {
    ...(agent && { agent }),
    method: request.method,
    headers: { ...headers, "content-length": body.length },
  });
  forwarded.end(body);
  const [reply]: IncomingMessage[] = await once(forwarded, "response");
  if (reply === undefined) throw new TypeError("the engine did not reply");
  return { status: reply.statusCode ?? 0, headers: reply.headers, body: await buffer(reply) };
}

/** Hop-by-hop headers belong to the engine's connection, not to the client's. */
export function ownHeaders({ headers }: WireReply): IncomingHttpHeaders {
  const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...own } = headers;
  return own;
}

export function answer(response: ServerResponse, reply: WireReply): void {
  response.writeHead(reply.status, ownHeaders(reply));
  response.end(reply.body);
}
