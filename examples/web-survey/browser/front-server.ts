import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** One web server, and so one origin, with the pages of several studies in folders of their own. */
export interface FrontServer extends AsyncDisposable {
  /** The address of a folder: `/stress/`. */
  urlOf(folder: string): string;
  /** Serves a page in a folder from now on, in the place of the one that was there. */
  serve(folder: string, pageUrl: string): void;
  /** The paths that it was asked for while it was online, in order. */
  readonly requested: readonly string[];
  /** Lets nothing through: the device has no network. */
  online: boolean;
}

export async function startFrontServer(): Promise<FrontServer> {
  const pages = new Map<string, string>();
  const requested: string[] = [];
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the front server has no port");

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const folder = [...pages.keys()].find((each) => path.startsWith(each));
    const page = pages.get(folder ?? "");
    if (!front.online || folder === undefined || page === undefined) return void response.destroy();
    requested.push(path);
    const { method = "GET", headers } = request;
    const body = await buffer(request);
    const reply = await fetch(new URL(path.slice(folder.length), page), {
      method,
      headers: headers.authorization === undefined ? {} : { authorization: headers.authorization },
      ...(body.length > 0 && { body }),
    });
    const type = reply.headers.get("content-type") ?? "application/octet-stream";
    response.writeHead(reply.status, { "content-type": type, "cache-control": "no-cache" });
    response.end(Buffer.from(await reply.arrayBuffer()));
  }

  const front: FrontServer = {
    urlOf: (folder) => `http://127.0.0.1:${address.port}${folder}`,
    serve: (folder, pageUrl) => void pages.set(folder, pageUrl),
    requested,
    online: true,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return front;
}
