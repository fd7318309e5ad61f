import { DeleteObjectsCommand, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  /** Whether it is the newest thing that happened to its key. */
  readonly isLatest: boolean;
  /** A delete marker has no body. */
  readonly isMarker: boolean;
}

/** Lists all versions and delete markers of the keys that begin with a prefix, page by page, 1,000 with a request. */
export async function* objectVersions(
  s3: S3Client,
  Bucket: string,
  Prefix = "",
): AsyncGenerator<readonly ObjectVersion[]> {
  let from = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, ...(Prefix && { Prefix }), ...from }));
    const { Versions = [], DeleteMarkers = [] } = page;
    yield [
      ...Versions.map((version) => ({ ...version, isMarker: false })),
      ...DeleteMarkers.map((marker) => ({ ...marker, isMarker: true })),
    ].flatMap(({ Key: key, VersionId: versionId, IsLatest: isLatest = false, isMarker }) =>
      key === undefined || versionId === undefined ? [] : [{ key, versionId, isLatest, isMarker }],
    );
    if (!page.IsTruncated || page.NextKeyMarker === undefined) return;
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = { KeyMarker, ...(VersionIdMarker !== undefined && { VersionIdMarker }) };
  }
}

/** All versions and delete markers of the keys that begin with a prefix and pass. They are kept in memory. */
export async function versionsOfKeys(
  s3: S3Client,
  bucket: string,
  prefix: string,
  passes: (key: string) => boolean,
): Promise<ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  for await (const page of objectVersions(s3, bucket, prefix)) {
    found.push(...page.filter(({ key }) => passes(key)));
  }
  return found;
}

/** Thrown when S3 did not delete versions that it was asked to. */
export class VersionsNotDeletedError extends Error {
  override readonly name = "VersionsNotDeletedError";
  readonly code = "VERSIONS_NOT_DELETED";

  constructor(count: number, codes: readonly string[]) {
    super(`S3 did not delete ${count} versions of objects: ${[...new Set(codes)].join(", ")}`);
  }
}

/** As many versions as one request deletes (S3 API reference, DeleteObjects). */
const MAX_DELETED = 1_000;

/**
 * Deletes versions for good. Nothing can bring them back.
 *
 * @throws VersionsNotDeletedError; the signal's reason; whatever a request throws.
 */
export async function deleteVersions(
  s3: S3Client,
  Bucket: string,
  versions: readonly ObjectVersion[],
  signal?: AbortSignal,
): Promise<void> {
  for (let from = 0; from < versions.length; from += MAX_DELETED) {
    signal?.throwIfAborted();
    const Objects = versions
      .slice(from, from + MAX_DELETED)
      .map(({ key: Key, versionId: VersionId }) => ({ Key, VersionId }));
    const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
    const { Errors = [] } = await s3.send(command);
    const codes = Errors.map(({ Code = "unknown" }) => Code);
    if (codes.length > 0) throw new VersionsNotDeletedError(codes.length, codes);
  }
}

/** What a bucket's versions tell of one key. */
export interface KeyHistory {
  readonly key: string;
  /** How often an object was put there, as far as the versions are still there. */
  readonly puts: number;
  /** Whether the newest thing that happened to the key is its deletion. */
  readonly deleted: boolean;
  /** Whether it was ever deleted, though an object may be there again. */
  readonly everDeleted: boolean;
  /** False where versions are not kept. The key may have had other versions, of which nothing is left. */
  readonly versioned: boolean;
}

/**
 * Lists what happened to every key of a bucket, key by key in the order of their UTF-8 bytes, at the price of a listing. A versioned
 * bucket keeps overwritten and deleted objects until somebody deletes the version itself.
 */
export async function* keyHistories(s3: S3Client, bucket: string): AsyncGenerator<KeyHistory> {
  let current: KeyHistory | undefined;
  for await (const page of objectVersions(s3, bucket)) {
    for (const { key, versionId, isLatest, isMarker } of page.toSorted((a, b) =>
      compareBytes(a.key, b.key),
    )) {
      if (current !== undefined && current.key !== key) yield current;
      const before: KeyHistory =
        current?.key === key
          ? current
          : { key, puts: 0, deleted: false, everDeleted: false, versioned: true };
      current = {
        key,
        puts: before.puts + (isMarker ? 0 : 1),
        deleted: before.deleted || (isMarker && isLatest),
        everDeleted: before.everDeleted || isMarker,
        versioned: before.versioned && versionId !== "null",
      };
    }
  }
  if (current !== undefined) yield current;
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
