import type { buildApp } from "fauxqs";

type SqsApp = ReturnType<typeof buildApp>;

/** The path of every SQS request, whatever the queue. */
const SQS = "/";

/**
 * Lets the pages of this machine use SQS. It answers a browser's preflight request, and lets the page read
 * the reply. AWS lets in pages of any origin (https://github.com/aws/aws-sdk-js/blob/master/SERVICES.md lists
 * SQS among the services with CORS), but there a page needs credentials, and here none are checked. S3 lets
 * no page read, like a bucket without a CORS configuration in AWS.
 */
export function allowCrossOriginRequests(app: SqsApp): void {
  app.addHook("onRequest", async (request, reply) => {
    const { origin } = request.headers;
    // A GET of the same path lists S3's buckets.
    if (request.url !== SQS || request.method === "GET" || origin === undefined) return;
    reply.header("access-control-allow-origin", origin).header("vary", "origin");
    if (request.method !== "OPTIONS") return;
    return reply
      .header("access-control-allow-methods", "POST")
      .header("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "")
      .header("access-control-max-age", "600")
      .code(200)
      .send();
  });
}
