import type { buildApp } from "fauxqs";

type SqsApp = ReturnType<typeof buildApp>;

/** The path of every SQS request, whatever the queue. */
const SQS = "/";

/**
 * Lets pages of any origin use SQS, as AWS does (https://github.com/aws/aws-sdk-js/blob/master/SERVICES.md, which lists SQS
 * among the services with CORS): answers a browser's preflight request, and lets the page read the reply. S3 answers none, as
 * in AWS a bucket without a CORS configuration.
 */
export function allowCrossOriginRequests(app: SqsApp): void {
  app.addHook("onRequest", async (request, reply) => {
    if (request.url !== SQS || request.headers.origin === undefined) return;
    reply.header("access-control-allow-origin", "*");
    if (request.method !== "OPTIONS") return;
    return reply
      .header("access-control-allow-methods", "POST")
      .header("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "")
      .header("access-control-max-age", "600")
      .code(200)
      .send();
  });
}
