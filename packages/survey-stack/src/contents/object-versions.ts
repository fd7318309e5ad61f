import { ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";

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

async function* versionPages(s3: S3Client, Bucket: string) {
  let from = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, ...from }));
    yield page;
    if (!page.IsTruncated || page.NextKeyMarker === undefined) return;
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = { KeyMarker, ...(VersionIdMarker !== undefined && { VersionIdMarker }) };
  }
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
