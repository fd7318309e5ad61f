import { once } from "node:events";
import { createServer, request as forward } from "node:http";

/**
 * How far a signature's date may be from AWS's clock, in milliseconds: "in most cases" five minutes
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-signing.html).
 */
const TOLERANCE = 300_000;

/** An SQS endpoint that, before it passes a request on, looks at its signature's date as AWS does. */
export async function startStrictClockProxy(endpoint: string) {
  const refused: string[] = [];
  const passed: string[] = [];
  const target = new URL(endpoint);
  const server = createServer((request, response) => {
    const date = String(request.headers["x-amz-date"]);
    if (Math.abs(timeOf(date) - Date.now()) > TOLERANCE) {
      refused.push(date);
      request.resume();
      response.writeHead(403, {
        "content-type": "application/x-amz-json-1.0",
        "x-amzn-errortype": "InvalidSignatureException",
      });
      const message = `Signature expired or not yet current: ${date} is not within 5 min. of the server's time`;
      response.end(JSON.stringify({ __type: "com.amazon.coral.service#InvalidSignatureException", message }));
      return;
    }
    passed.push(date);
    const { hostname, port } = target;
    const { method, url, headers } = request;
    const onward = forward({ hostname, port, method, path: url, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the proxy has no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    /** The dates of the signatures, in the order in which they came. */
    refused,
    passed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** `20261124T023015Z` in milliseconds since 1970. */
function timeOf(date: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
