import { setTimeout } from "node:timers/promises";
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { fullJitter, type ObjectAnswer, unquotedEtag } from "@lab/survey-processor";
import pMap from "p-map";
import { fromRequest } from "../stack/failed-request.ts";

/** How many objects are asked for at the same time. */
export const OBJECTS_IN_FLIGHT = 32;

/** How often an object is read whose body does not arrive whole: as often as the SDK tries a request. */
const MAX_READS = 3;
/** Before it is read again, in milliseconds. */
const backoff = { base: 100, cap: 5_000 };

/** An object as a listing tells it. */
export interface ListedObject {
  readonly key: string;
  /** Without quotes. For an object that was put whole, and not encrypted with a KMS key, the MD5 of its body in hex. */
  readonly etag: string;
}

/** Lists a bucket's objects page by page, 1,000 at a time, in the order of their keys' UTF-8 bytes. */
export async function* listObjects(
  s3: S3Client,
  Bucket: string,
  Prefix?: string,
): AsyncGenerator<readonly ListedObject[]> {
  const input = { Bucket, ...(Prefix !== undefined && { Prefix }) };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, input)) {
    yield Contents.flatMap(({ Key, ETag }) =>
      Key === undefined ? [] : [{ key: Key, etag: unquotedEtag(ETag) }],
    );
  }
}

export async function readObject(s3: S3Client, bucket: string, key: string): Promise<string> {
  return (await readObjectAnswer(s3, bucket, key)).body;
}

/**
 * Reads an object that may be gone since it was listed. Then it is undefined.
 *
 * @param versionId - which version of it. Default: the newest.
 */
export async function readObjectIfThere(
  s3: S3Client,
  bucket: string,
  key: string,
  versionId?: string,
): Promise<string | undefined> {
  try {
    return (await readObjectAnswer(s3, bucket, key, versionId)).body;
  } catch (error) {
    // The SDK has no class for the second.
    const isGone = error instanceof Error && (error.name === "NoSuchKey" || error.name === "NoSuchVersion");
    if (isGone) return undefined;
    throw error;
  }
}

/**
 * Reads an object, and what S3 says of it. The SDK tries a request again until the reply begins; a body that is cut short or stops in the
 * middle is asked for again here.
 *
 * @param VersionId - which version of it. Default: the newest.
 */
export async function readObjectAnswer(
  s3: S3Client,
  Bucket: string,
  Key: string,
  VersionId?: string,
): Promise<{ readonly body: string; readonly answer: ObjectAnswer }> {
  for (let attempt = 1; ; attempt++) {
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }));
    try {
      return { body: (await answer.Body?.transformToString()) ?? "", answer };
    } catch (error) {
      if (attempt === MAX_READS) throw fromRequest(error, { service: "S3", operation: "GetObject" });
      await setTimeout(fullJitter(attempt - 1, backoff, Math.random()));
    }
  }
}

/**
 * Reads all objects of a bucket, or those whose key passes.
 *
 * @param options - `known`: bodies by the hex MD5 of their bytes. An object with such an ETag is not fetched,
 *   because its bytes are known.
 */
export async function readObjects(
  s3: S3Client,
  bucket: string,
  options: {
    readonly prefix?: string;
    readonly select?: (key: string) => boolean;
    readonly known?: ReadonlyMap<string, string>;
  } = {},
): Promise<Map<string, string>> {
  const { prefix, select = () => true, known } = options;
  const objects = new Map<string, string>();
  for await (const page of listObjects(s3, bucket, prefix)) {
    const read = async ({ key, etag }: ListedObject): Promise<[string, string]> => {
      return [key, known?.get(etag) ?? (await readObject(s3, bucket, key))];
    };
    const selected = page.filter(({ key }) => select(key));
    for (const [key, body] of await pMap(selected, read, { concurrency: OBJECTS_IN_FLIGHT })) {
      objects.set(key, body);
    }
  }
  return objects;
}
