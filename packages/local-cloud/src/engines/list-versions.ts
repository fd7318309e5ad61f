import { escapeXml } from "./s3-xml.ts";
import type { ObjectVersion, VersionedKey } from "./versioned-objects.ts";

/** What is listed, and from where on. */
export interface VersionQuery {
  readonly prefix: string;
  readonly maxKeys: number;
  /** The last version of the page before; empty texts for the first page. */
  readonly after: { readonly key: string; readonly versionId: string };
}

interface Listed {
  readonly key: string;
  readonly version: ObjectVersion;
  readonly isLatest: boolean;
}

/**
 * S3's answer to ListObjectVersions: versions and delete markers in the order of their keys' UTF-8 bytes, and for each key the newest
 * first (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html).
 *
 * @param keys - in their order.
 */
export function listVersions(
  bucket: string,
  keys: readonly VersionedKey[],
  { prefix, maxKeys, after }: VersionQuery,
): string {
  const all = keys
    .filter(({ key }) => key.startsWith(prefix))
    .flatMap(({ key, versions }) =>
      versions.map((version, index): Listed => ({ key, version, isLatest: index === 0 })),
    );
  const from = firstAfter(all, after);
  const page = all.slice(from, from + maxKeys);
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

/** Where a page begins. If the last version of the page before is gone, its key is listed again, so that none is left out. */
function firstAfter(all: readonly Listed[], after: VersionQuery["after"]): number {
  const last = all.findIndex(({ key, version }) => key === after.key && version.id === after.versionId);
  if (last >= 0) return last + 1;
  const isNext = (order: number) => (after.versionId === "" ? order > 0 : order >= 0);
  const first = all.findIndex(({ key }) => isNext(Buffer.compare(Buffer.from(key), Buffer.from(after.key))));
  return first < 0 ? all.length : first;
}

function entry({ key, version, isLatest }: Listed): string {
  const { id, at, object } = version;
  const told =
    `<Key>${escapeXml(key)}</Key><VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest>` +
    `<LastModified>${at.toISOString()}</LastModified>`;
  return object === undefined
    ? `<DeleteMarker>${told}</DeleteMarker>`
    : `<Version>${told}<ETag>${escapeXml(object.etag)}</ETag><Size>${object.contentLength}</Size>` +
        "<StorageClass>STANDARD</StorageClass></Version>";
}
