import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** A page that is served on this computer. */
export interface ServedReport extends AsyncDisposable {
  /** Where it is. The address has a part that nobody can guess, since others may use this computer, too. */
  readonly url: string;
}

/**
 * Serves the report on a free port of 127.0.0.1, until it is disposed of.
 *
 * @param page - the page as it is now. It is asked for at each request.
 */
export async function serveReport(page: () => string): Promise<ServedReport> {
  const path = `/${randomBytes(12).toString("hex")}/`;
  const server = createServer((request, response) => {
    // Another host's name would be a web page that tries to read this one.
    const isHere = request.headers.host === host() && request.url === path;
    const headers = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };
    if (isHere) {
      response.writeHead(200, { ...headers, "Content-Type": "text/html; charset=utf-8" }).end(page());
    } else {
      response.writeHead(404, { ...headers, "Content-Type": "text/plain" }).end("There is no such page.\n");
    }
  });
  const host = () => {
    const address = server.address();
    return typeof address === "object" && address !== null ? `127.0.0.1:${address.port}` : "";
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://${host()}${path}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
