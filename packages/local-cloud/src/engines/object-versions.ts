import { randomUUID } from "node:crypto";
import type { buildApp } from "fauxqs";
import * as z from "zod";
import { listVersions, type VersionedKey } from "./list-versions.ts";

type S3App = ReturnType<typeof buildApp>;

const s3Params = z.object({ bucket: z.string().default(""), "*": z.string().default("") });
const s3Query = z.object({
  versions: z.string().optional(),
  versionId: z.string().optional(),
  partNumber: z.string().optional(),
  delete: z.string().optional(),
  prefix: z.string().default(""),
  "max-keys": z.coerce.number().int().min(1).max(1_000).default(1_000),
  "key-marker": z.string().default(""),
  "version-id-marker": z.string().default(""),
});

const NOT_IMPLEMENTED =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NotImplemented</Code>' +
  "<Message>The local cloud knows of versions, and keeps no bytes of them.</Message></Error>";

/**
 * Adds the history of every key to an S3 engine that keeps no versions, as ListObjectVersions lists it for a
 * versioned bucket. The history says what was put and what was deleted. The bytes of deleted and overwritten
 * objects are not kept, so a request for a version answers 501.
 */
export function addObjectVersions(app: S3App): void {
  const buckets = new Map<string, Map<string, VersionedKey>>();
  const happened = (bucket: string, key: string, what: { readonly etag?: string }) => {
    const keys = buckets.get(bucket) ?? new Map<string, VersionedKey>();
    buckets.set(bucket, keys);
    const history = keys.get(key) ?? { key, versions: [] };
    keys.set(key, history);
    history.versions.unshift({ id: randomUUID(), at: new Date(), ...what });
  };

  app.addHook("preHandler", async (request, reply) => {
    const params = s3Params.safeParse(request.params).data;
    const query = s3Query.safeParse(request.query).data;
    if (params === undefined || query === undefined) return;
    if (params["*"] !== "" && query.versionId !== undefined) {
      return reply.code(501).type("application/xml").send(NOT_IMPLEMENTED);
    }
    if (request.method !== "GET" || params["*"] !== "" || query.versions === undefined) return;
    const listing = listVersions(params.bucket, buckets.get(params.bucket) ?? new Map(), {
      prefix: query.prefix,
      maxKeys: query["max-keys"],
      after: { key: query["key-marker"], versionId: query["version-id-marker"] },
    });
    return reply.type("application/xml").send(listing);
  });

  app.addHook("onSend", async (request, reply, payload) => {
    const params = s3Params.safeParse(request.params).data;
    const query = s3Query.safeParse(request.query).data;
    if (params === undefined || query === undefined || reply.statusCode >= 300) return;
    const { bucket, "*": key } = params;
    if (request.method === "DELETE" && bucket !== "") {
      if (key === "") buckets.delete(bucket);
      else happened(bucket, key, {});
    } else if (request.method === "PUT" && key !== "" && query.partNumber === undefined) {
      // A copy's ETag is in the document that is answered.
      const copied = /<ETag>(.*?)<\/ETag>/.exec(String(payload))?.[1];
      happened(bucket, key, { etag: copied ?? String(reply.getHeader("etag") ?? "") });
    } else if (request.method === "POST" && bucket !== "" && query.delete !== undefined) {
      for (const [, deleted = ""] of String(request.body).matchAll(/<Key>([\s\S]*?)<\/Key>/g)) {
        happened(bucket, unescapeXml(deleted), {});
      }
    }
  });
}

function unescapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (all, name: string) => entities[name] ?? all);
}
