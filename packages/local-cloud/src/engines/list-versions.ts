/** One thing that happened to a key. */
export interface ObjectVersion {
  readonly id: string;
  readonly at: Date;
  /** In quotes; absent for a deletion, which leaves a delete marker. */
  readonly etag?: string;
}

/** A key of a bucket, with what happened to it, the newest first. */
export interface VersionedKey {
  readonly key: string;
  readonly versions: ObjectVersion[];
}

/** What is listed, and from where on. */
export interface VersionQuery {
  readonly prefix: string;
  readonly maxKeys: number;
  /** The last version of the page before; empty texts for the first page. */
  readonly after: { readonly key: string; readonly versionId: string };
}

/**
 * S3's answer to ListObjectVersions: versions and delete markers in the order of their keys' UTF-8 bytes, and for each key the newest
 * first (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html).
 */
export function listVersions(
  bucket: string,
  keys: ReadonlyMap<string, VersionedKey>,
  { prefix, maxKeys, after }: VersionQuery,
): string {
  const all = sorted(keys)
    .filter(({ key }) => key.startsWith(prefix))
    .flatMap(({ key, versions }) =>
      versions.map((version, index) => ({ key, version, isLatest: index === 0 })),
    );
  const start = all.findIndex(({ key, version }) =>
    after.versionId === ""
      ? compare(key, after.key) > 0
      : key === after.key && version.id === after.versionId,
  );
  const from = after.versionId === "" || start < 0 ? start : start + 1;
  const page = from < 0 ? [] : all.slice(from, from + maxKeys);
  const last = from + page.length < all.length ? page.at(-1) : undefined;
  const next =
    last === undefined
      ? ""
      : `<NextKeyMarker>${escapeXml(last.key)}</NextKeyMarker><NextVersionIdMarker>${last.version.id}</NextVersionIdMarker>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>${escapeXml(bucket)}</Name><Prefix>${escapeXml(prefix)}</Prefix><MaxKeys>${maxKeys}</MaxKeys>` +
    `<IsTruncated>${last !== undefined}</IsTruncated>${next}${page.map(entry).join("")}</ListVersionsResult>`
  );
}

function entry({
  key,
  version,
  isLatest,
}: {
  key: string;
  version: ObjectVersion;
  isLatest: boolean;
}): string {
  const { id, at, etag } = version;
  const told =
    `<Key>${escapeXml(key)}</Key><VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest>` +
    `<LastModified>${at.toISOString()}</LastModified>`;
  return etag === undefined
    ? `<DeleteMarker>${told}</DeleteMarker>`
    : `<Version>${told}<ETag>${escapeXml(etag)}</ETag><StorageClass>STANDARD</StorageClass></Version>`;
}

const sortedBefore = new WeakMap<object, VersionedKey[]>();

/** A key stays for good, deleted or not, so what was sorted holds until there are more. */
function sorted(keys: ReadonlyMap<string, VersionedKey>): VersionedKey[] {
  const before = sortedBefore.get(keys);
  if (before?.length === keys.size) return before;
  const now = [...keys.values()].sort((a, b) => compare(a.key, b.key));
  sortedBefore.set(keys, now);
  return now;
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot" };
  return text.replaceAll(/[&<>"]/g, (character) => `&${entities[character]};`);
}
