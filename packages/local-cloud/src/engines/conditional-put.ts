import type { ServerResponse } from "node:http";
import type { buildApp } from "fauxqs";
import { s3Error } from "./s3-xml.ts";

type S3App = ReturnType<typeof buildApp>;

const preconditionFailed = s3Error(
  "PreconditionFailed",
  "At least one of the pre-conditions you specified did not hold",
  "<Condition>If-None-Match</Condition>",
);
const notImplemented = s3Error(
  "NotImplemented",
  "A header you provided implies functionality that is not implemented",
);

/**
 * Adds S3's conditional write to an S3 engine that ignores it. A PUT with `If-None-Match: *` answers 412
 * PreconditionFailed when the key is taken. All writes of one key happen one after another, so of any number
 * of simultaneous conditional PUTs exactly one succeeds. Other conditions on a PUT answer 501 instead of
 * being ignored.
 */
export function addConditionalPut(app: S3App): void {
  const lastWrite = new Map<string, Promise<void>>();

  app.addHook("preHandler", async (request, reply) => {
    if (request.method !== "PUT" && request.method !== "DELETE") return;
    if (objectKey(request.params) === "") return;

    const path = decodeURIComponent(request.url.split("?", 1)[0] ?? "");
    const before = lastWrite.get(path);
    const finished = responseClosed(reply.raw);
    lastWrite.set(path, finished);
    // The entry is the tail of a queue of writers. The last writer removes it.
    void finished.then(() => {
      if (lastWrite.get(path) === finished) lastWrite.delete(path);
    });
    await before;

    if (request.method !== "PUT") return;
    const condition = request.headers["if-none-match"];
    if (condition === undefined && request.headers["if-match"] === undefined) return;
    if (condition !== "*") return reply.code(501).type("application/xml").send(notImplemented);

    const { statusCode } = await app.inject({ method: "HEAD", url: request.url.split("?", 1)[0] ?? "" });
    if (statusCode === 200) return reply.code(412).type("application/xml").send(preconditionFailed);
  });
}

function objectKey(params: unknown): string {
  if (typeof params !== "object" || params === null || !("*" in params)) return "";
  return String(params["*"]);
}

/** Resolves when the reply has been sent or its client has gone away. */
function responseClosed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) resolve();
    else response.once("close", () => resolve());
  });
}
