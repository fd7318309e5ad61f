import { REJECTED_BUCKET, type Storage, type StoredObject, SURVEYS_BUCKET } from "./storage.ts";
import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/** Which object a request is about. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

/** A version as a listing shows it. */
export interface ListedVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isMarker: boolean;
}

/** @throws UnsupportedRequestError for a bucket that there is not. */
export function objectsOf(storage: Storage, bucket: string): Map<string, StoredObject> {
  switch (bucket) {
    case SURVEYS_BUCKET:
      return storage.surveys;
    case REJECTED_BUCKET:
      return storage.rejected;
    default:
      throw new UnsupportedRequestError("the bucket", bucket);
  }
}

/**
 * Adds a version on top of those of its key.
 *
 * @param object - a delete marker without it.
 */
export function addVersion(storage: Storage, name: ObjectName, object: StoredObject | undefined): void {
  const path = pathOf(name);
  const before = storage.versions.get(path) ?? [];
  // Each id is used once, also when versions before it are gone.
  const id = `v${before.length + (storage.erased.get(path)?.length ?? 0) + 1}`;
  replaceVersions(storage, name, [...before, { id, object }]);
}

/** Deletes one version for good; nothing happens when it is not there. */
export function deleteVersion(storage: Storage, name: ObjectName, versionId: string): void {
  const path = pathOf(name);
  const before = storage.versions.get(path) ?? [];
  const deleted = before.filter(({ id }) => id === versionId);
  if (deleted.length === 0) return;
  storage.erased.set(path, [...(storage.erased.get(path) ?? []), ...deleted]);
  replaceVersions(
    storage,
    name,
    before.filter(({ id }) => id !== versionId),
  );
}

export function readVersion(storage: Storage, name: ObjectName, versionId: string): StoredObject | undefined {
  return storage.versions.get(pathOf(name))?.find(({ id }) => id === versionId)?.object;
}

/** All versions of a bucket whose keys begin with a text, in the order of the keys. */
export function listVersions(storage: Storage, bucket: string, prefix: string): ListedVersion[] {
  const start = pathOf({ bucket, key: prefix });
  return [...storage.versions]
    .filter(([path]) => path.startsWith(start))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, versions]) =>
      versions.map(({ id, object }) => ({
        key: path.slice(bucket.length + 1),
        versionId: id,
        isMarker: object === undefined,
      })),
    );
}

function replaceVersions(
  storage: Storage,
  name: ObjectName,
  versions: readonly { readonly id: string; readonly object: StoredObject | undefined }[],
): void {
  const newest = versions.at(-1)?.object;
  const objects = objectsOf(storage, name.bucket);
  if (newest === undefined) objects.delete(name.key);
  else objects.set(name.key, newest);
  if (versions.length === 0) storage.versions.delete(pathOf(name));
  else storage.versions.set(pathOf(name), versions);
}

function pathOf({ bucket, key }: ObjectName): string {
  return `${bucket}/${key}`;
}
