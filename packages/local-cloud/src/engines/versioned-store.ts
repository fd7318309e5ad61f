import { S3Store } from "fauxqs";
import { type StoredObject, VersionedObjects } from "./versioned-objects.ts";

/** What parts a key from a version in {@link versionedKey}. No key of ours has it. */
const SEPARATOR = "\u0000version\u0000";

/** A key under which {@link VersionedStore} answers with one version of an object. */
export function versionedKey(key: string, versionId: string): string {
  return `${key}${SEPARATOR}${versionId}`;
}

/** The S3 engine's objects. All its buckets keep versions. */
export class VersionedStore extends S3Store {
  override createBucket(...args: Parameters<S3Store["createBucket"]>): void {
    const [name] = args;
    const isNew = !this.hasBucket(name);
    super.createBucket(...args);
    if (isNew) this.buckets.set(name, new VersionedObjects());
  }

  override getObject(bucket: string, key: string): StoredObject {
    return this.#version(bucket, key) ?? super.getObject(bucket, key);
  }

  override headObject(bucket: string, key: string): StoredObject {
    return this.#version(bucket, key) ?? super.headObject(bucket, key);
  }

  /** Objects and versions of a bucket; undefined when there is no such bucket. */
  objectsOf(bucket: string): VersionedObjects | undefined {
    const objects = this.buckets.get(bucket);
    return objects instanceof VersionedObjects ? objects : undefined;
  }

  #version(bucket: string, key: string): StoredObject | undefined {
    const [name = "", versionId] = key.split(SEPARATOR);
    return versionId === undefined ? undefined : this.objectsOf(bucket)?.version(name, versionId)?.object;
  }
}
