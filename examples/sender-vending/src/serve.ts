// Runs the function behind a URL on this machine, as Lambda does in AWS. PORT is where; a free one if it is not set.
import { createServer } from "node:http";
import { handler } from "./lambda.ts";

const server = createServer(async (request, response) => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(",")]),
  );
  const {
    statusCode,
    headers: answered,
    body,
  } = await handler({
    headers,
    requestContext: { http: { method: request.method ?? "" } },
  });
  response.writeHead(statusCode, answered).end(body);
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) {
    console.log(`Vending credentials at http://127.0.0.1:${address.port}/`);
  }
});
