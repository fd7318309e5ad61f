import type { IncomingHttpHeaders } from "node:http";
import type { buildApp } from "fauxqs";
import * as z from "zod";
import { objectLockXml, parseObjectLock } from "./object-lock.ts";
import { s3Error } from "./s3-xml.ts";
import type { VersionedStore } from "./versioned-store.ts";

type S3App = ReturnType<typeof buildApp>;

const s3Params = z.object({ bucket: z.string().default(""), "*": z.string().default("") });
const s3Query = z.object({
  "object-lock": z.string().optional(),
  retention: z.string().optional(),
  "legal-hold": z.string().optional(),
});

const malformed = s3Error("MalformedXML", "The XML you provided was not well-formed.");
const notFound = s3Error(
  "ObjectLockConfigurationNotFoundError",
  "Object Lock configuration does not exist for this bucket",
);
const noChecksum = s3Error(
  "InvalidRequest",
  "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
);
const onlyByDefault = s3Error(
  "NotImplemented",
  "The local cloud locks versions only by the default retention of a bucket, which PutObjectLockConfiguration sets.",
);

/**
 * Answers what S3 does with the locks of a bucket: GetObjectLockConfiguration and PutObjectLockConfiguration. A put that a lock applies
 * to has to carry a checksum. The locks of versions are in `addObjectVersions`.
 *
 * @param store - the objects of the engine.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export function addObjectLock(app: S3App, store: VersionedStore): void {
  app.addHook("preHandler", async (request, reply) => {
    const params = s3Params.safeParse(request.params).data;
    const query = s3Query.safeParse(request.query).data;
    if (params === undefined || query === undefined) return;
    const answer = (status: number, document: string) =>
      reply.code(status).type("application/xml").send(document);
    const asksForMore = query.retention !== undefined || query["legal-hold"] !== undefined;
    if (asksForMore || setsLock(request.headers)) return answer(501, onlyByDefault);

    const objects = store.objectsOf(params.bucket);
    if (objects === undefined) return;
    const isOfBucket = params["*"] === "";
    if (isOfBucket && query["object-lock"] !== undefined && request.method === "GET") {
      return objects.objectLock === undefined
        ? answer(404, notFound)
        : answer(200, objectLockXml(objects.objectLock));
    }
    if (isOfBucket && query["object-lock"] !== undefined && request.method === "PUT") {
      const configuration = parseObjectLock(String(request.body));
      if (configuration === undefined) return answer(400, malformed);
      objects.objectLock = configuration;
      return reply.code(200).send();
    }
    const isUpload = request.method === "PUT" && request.headers["x-amz-copy-source"] === undefined;
    const isLocked = !isOfBucket && objects.objectLock?.retention !== undefined;
    if (isUpload && isLocked && !hasChecksum(request.headers)) return answer(400, noChecksum);
  });
}

/** Whether a request would lock in another way. Ignoring it would leave something unlocked. */
function setsLock(headers: IncomingHttpHeaders): boolean {
  return (
    headers["x-amz-bucket-object-lock-enabled"] === "true" ||
    Object.keys(headers).some((name) => name.startsWith("x-amz-object-lock-"))
  );
}

function hasChecksum(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some(
    (name) => name === "content-md5" || name === "x-amz-trailer" || name.startsWith("x-amz-checksum-"),
  );
}
