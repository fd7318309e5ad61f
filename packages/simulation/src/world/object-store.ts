import { hash } from "node:crypto";
import type {
  GetObjectCommandInput,
  HeadObjectCommandInput,
  PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { addVersion, type ObjectName, objectsOf } from "./object-versions.ts";
import { onlyKnownFields } from "./only-known-fields.ts";
import type { Storage, StoredObject } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** What a PutObject request says. */
export interface Put {
  readonly bucket: string;
  readonly key: string;
  readonly object: StoredObject;
  readonly ifNoneMatch: boolean;
}

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parsePut(input: PutObjectCommandInput): Put {
  onlyKnownFields("PutObject", input, ["Bucket", "Key", "Body", "Metadata", "ContentType", "IfNoneMatch"]);
  if (typeof input.Body !== "string") throw new UnsupportedRequestError("the body's type", typeof input.Body);
  if (input.ContentType !== "application/json") {
    throw new UnsupportedRequestError("the content type", input.ContentType);
  }
  if (input.IfNoneMatch !== undefined && input.IfNoneMatch !== "*") {
    throw new UnsupportedRequestError("IfNoneMatch", input.IfNoneMatch);
  }
  const name = parseObjectName({ Bucket: input.Bucket, Key: input.Key });
  const metadata = input.Metadata ?? {};
  return {
    ...name,
    object: { body: input.Body, metadata, etag: etagOf(name, input.Body, metadata) },
    ifNoneMatch: input.IfNoneMatch === "*",
  };
}

/**
 * An ETag that nobody can compute from a body, as S3 gives one with a KMS key. Here it is a hash of
 * everything in the put, so that the same put has the same ETag in every order of events.
 */
function etagOf(
  { bucket, key }: ObjectName,
  body: string,
  metadata: Readonly<Record<string, string>>,
): string {
  return `"${hash("sha256", JSON.stringify([bucket, key, body, metadata])).slice(0, 32)}"`;
}

/**
 * Which object a GetObject request is about, and which version of it if not the newest.
 *
 * @throws UnsupportedRequestError for a field or value that the simulation does not know.
 */
export function parseGet({ VersionId, ...input }: GetObjectCommandInput) {
  return { name: parseObjectName(input), versionId: VersionId };
}

/** @throws UnsupportedRequestError for a field or value that the simulation does not know. */
export function parseObjectName(input: HeadObjectCommandInput | GetObjectCommandInput): ObjectName {
  onlyKnownFields("the request", input, ["Bucket", "Key"]);
  if (!input.Bucket || !input.Key) throw new UnsupportedRequestError("the object", input);
  return { bucket: input.Bucket, key: input.Key };
}

/** What S3 answers to a HEAD of an object. */
export function headAnswer({ etag, metadata }: StoredObject) {
  return { ETag: etag, Metadata: metadata };
}

/** What S3 answers to a GET of an object. */
export function getAnswer(object: StoredObject) {
  return { ...headAnswer(object), Body: { transformToString: async () => object.body } };
}

/** Puts an object, at one moment; `taken` when the key must be free and is not. */
export function putObject(storage: Storage, put: Put): "stored" | "taken" {
  if (put.ifNoneMatch && objectsOf(storage, put.bucket).has(put.key)) return "taken";
  addVersion(storage, put, put.object);
  return "stored";
}

export function readObject(storage: Storage, { bucket, key }: ObjectName): StoredObject | undefined {
  return objectsOf(storage, bucket).get(key);
}
