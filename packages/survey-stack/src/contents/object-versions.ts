import { DeleteObjectsCommand, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";

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
 * Lists what happened to every key of a bucket, key by key in the order of their UTF-8 bytes: 1,000 versions
 * with a request, at the price of a listing. A versioned bucket keeps overwritten and deleted objects until
 * somebody deletes the version itself.
 */
export async function* keyHistories(s3: S3Client, Bucket: string): AsyncGenerator<KeyHistory> {
  let current: KeyHistory | undefined;
  for await (const { Versions = [], DeleteMarkers = [] } of versionPages(s3, Bucket)) {
    const entries = [
      ...Versions.map((version) => ({ ...version, deletes: false })),
      ...DeleteMarkers.map((marker) => ({ ...marker, deletes: true })),
    ].sort((a, b) => compareBytes(a.Key ?? "", b.Key ?? ""));
    for (const { Key, IsLatest = false, VersionId, deletes } of entries) {
      if (Key === undefined) continue;
      if (current !== undefined && current.key !== Key) yield current;
      const before: KeyHistory =
        current?.key === Key
          ? current
          : { key: Key, puts: 0, deleted: false, everDeleted: false, versioned: true };
      current = {
        key: Key,
        puts: before.puts + (deletes ? 0 : 1),
        deleted: before.deleted || (deletes && IsLatest),
        everDeleted: before.everDeleted || deletes,
        versioned: before.versioned && VersionId !== "null",
      };
    }
  }
  if (current !== undefined) yield current;
}

async function* versionPages(s3: S3Client, Bucket: string, Prefix?: string) {
  let from = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, ...(Prefix && { Prefix }), ...from }));
    yield page;
    if (!page.IsTruncated || page.NextKeyMarker === undefined) return;
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = { KeyMarker, ...(VersionIdMarker !== undefined && { VersionIdMarker }) };
  }
}

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  /** A delete marker has no body. */
  readonly isMarker: boolean;
}

/** Lists all versions and delete markers of the keys that begin with a prefix, page by page. */
export async function* objectVersions(
  s3: S3Client,
  Bucket: string,
  Prefix: string,
): AsyncGenerator<readonly ObjectVersion[]> {
  for await (const { Versions = [], DeleteMarkers = [] } of versionPages(s3, Bucket, Prefix)) {
    yield [
      ...Versions.map((version) => ({ ...version, isMarker: false })),
      ...DeleteMarkers.map((marker) => ({ ...marker, isMarker: true })),
    ].flatMap(({ Key: key, VersionId: versionId, isMarker }) =>
      key === undefined || versionId === undefined ? [] : [{ key, versionId, isMarker }],
    );
  }
}

/** Thrown when S3 did not delete versions that it was asked to. */
export class VersionsNotDeletedError extends Error {
  override readonly name = "VersionsNotDeletedError";
  readonly code = "VERSIONS_NOT_DELETED";

  constructor(count: number, codes: readonly string[]) {
    super(`S3 did not delete ${count} versions of objects: ${[...new Set(codes)].join(", ")}`);
  }
}

/**
 * Deletes versions for good. Nothing can bring them back.
 *
 * @param versions - at most 1,000, as many as one request takes.
 * @throws VersionsNotDeletedError; whatever the request throws.
 */
export async function deleteVersions(
  s3: S3Client,
  Bucket: string,
  versions: readonly Pick<ObjectVersion, "key" | "versionId">[],
): Promise<void> {
  if (versions.length === 0) return;
  const Objects = versions.map(({ key: Key, versionId: VersionId }) => ({ Key, VersionId }));
  const { Errors = [] } = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
  );
  if (Errors.length > 0) {
    throw new VersionsNotDeletedError(
      Errors.length,
      Errors.map(({ Code = "unknown" }) => Code),
    );
  }
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
