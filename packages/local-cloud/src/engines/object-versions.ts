import type { buildApp } from "fauxqs";
import * as z from "zod";
import { deleteObjects } from "./delete-objects.ts";
import { listVersions } from "./list-versions.ts";
import { lockedError, lockHeaders } from "./object-lock.ts";
import { s3Error } from "./s3-xml.ts";
import { type VersionedStore, versionedKey } from "./versioned-store.ts";

type S3App = ReturnType<typeof buildApp>;

const s3Params = z.object({ bucket: z.string().default(""), "*": z.string().default("") });
const s3Query = z.object({
  versions: z.string().optional(),
  versionId: z.string().optional(),
  delete: z.string().optional(),
  prefix: z.string().default(""),
  delimiter: z.string().optional(),
  "max-keys": z.coerce.number().int().min(1).max(1_000).default(1_000),
  "key-marker": z.string().default(""),
  "version-id-marker": z.string().default(""),
});

const noSuchVersion = s3Error("NoSuchVersion", "The specified version does not exist.");
const methodNotAllowed = s3Error(
  "MethodNotAllowed",
  "The specified method is not allowed against this resource.",
);
const bucketNotEmpty = s3Error(
  "BucketNotEmpty",
  "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
);
const noDelimiter = s3Error("NotImplemented", "The local cloud lists versions without a delimiter.");
const noCopyOfVersion = s3Error("NotImplemented", "The local cloud copies only the newest version.");

const VERSION_HEADER = "x-amz-version-id";
const MARKER_HEADER = "x-amz-delete-marker";
const BYPASS_HEADER = "x-amz-bypass-governance-retention";

/**
 * Answers what S3 does with versions: GetObject, HeadObject and DeleteObject of a version, DeleteObjects, ListObjectVersions, and the
 * headers that name the version which a request made or met. A version that is locked is not deleted.
 *
 * @param store - the objects of the engine.
 */
export function addObjectVersions(app: S3App, store: VersionedStore): void {
  app.addHook("preHandler", async (request, reply) => {
    const params = s3Params.safeParse(request.params).data;
    const query = s3Query.safeParse(request.query).data;
    const objects = store.objectsOf(params?.bucket ?? "");
    if (params === undefined || query === undefined || objects === undefined) return;
    const { bucket, "*": key } = params;
    const answer = (status: number, document: string) =>
      reply.code(status).type("application/xml").send(document);
    const bypass = request.headers[BYPASS_HEADER] === "true";

    if (key === "" && request.method === "GET" && query.versions !== undefined) {
      if (query.delimiter !== undefined) return answer(501, noDelimiter);
      const after = { key: query["key-marker"], versionId: query["version-id-marker"] };
      const page = { prefix: query.prefix, maxKeys: query["max-keys"], after };
      return answer(200, listVersions(bucket, objects.sorted(), page));
    }
    if (key === "" && request.method === "DELETE" && !objects.isEmpty) return answer(409, bucketNotEmpty);
    if (key === "" && request.method === "POST" && query.delete !== undefined) {
      return answer(200, deleteObjects(objects, String(request.body), bypass));
    }
    if (/[?&]versionId=/.test(String(request.headers["x-amz-copy-source"] ?? ""))) {
      return answer(501, noCopyOfVersion);
    }
    if (key === "" || query.versionId === undefined) return;
    const version = objects.version(key, query.versionId);
    const isMarker = version !== undefined && version.object === undefined;
    reply.header(VERSION_HEADER, query.versionId);
    if (isMarker) reply.header(MARKER_HEADER, "true");
    if (request.method === "DELETE") {
      return objects.deleteVersion(key, query.versionId, bypass)
        ? reply.code(204).send()
        : answer(403, lockedError);
    }
    if (version === undefined) return answer(404, noSuchVersion);
    if (isMarker) return answer(405, methodNotAllowed);
    reply.headers(lockHeaders(version.lock));
    // The engine then answers with the version, as with an object of that key.
    Object.assign(request.params ?? {}, { "*": versionedKey(key, version.id) });
  });

  app.addHook("onSend", async (request, reply) => {
    const { bucket, "*": key } = s3Params.safeParse(request.params).data ?? { bucket: "", "*": "" };
    const newest = store.objectsOf(bucket)?.newest(key);
    if (newest === undefined || reply.hasHeader(VERSION_HEADER)) return;
    const isMarker = newest.object === undefined;
    const met = reply.statusCode < 300 || (isMarker && reply.statusCode === 404);
    if (!met) return;
    reply.header(VERSION_HEADER, newest.id);
    if (isMarker) reply.header(MARKER_HEADER, "true");
    if (request.method === "GET" || request.method === "HEAD") reply.headers(lockHeaders(newest.lock));
  });
}
