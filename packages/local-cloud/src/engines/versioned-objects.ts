import { randomUUID } from "node:crypto";
import type { S3Store } from "fauxqs";
import { isLocked, newLock, type ObjectLockConfiguration, type VersionLock } from "./object-lock.ts";

/** An object as the engine keeps it, with its bytes. */
export type StoredObject = ReturnType<S3Store["getObject"]>;

/** One thing that happened to a key. */
export interface ObjectVersion {
  readonly id: string;
  readonly at: Date;
  /** Absent for a deletion, which leaves a delete marker. */
  readonly object?: StoredObject;
  /** What keeps it from being deleted. A delete marker has none. */
  readonly lock?: VersionLock | undefined;
}

/** A key of a bucket, with what happened to it, the newest first. */
export interface VersionedKey {
  readonly key: string;
  readonly versions: readonly ObjectVersion[];
}

/**
 * The objects of a versioned bucket. To the engine it is the map of the newest ones. Whatever it sets or deletes there becomes a version,
 * and stays until the version itself is deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
 */
export class VersionedObjects extends Map<string, StoredObject> {
  readonly #histories = new Map<string, ObjectVersion[]>();
  #sorted: readonly VersionedKey[] | undefined;
  /** How versions are locked that are put from now on; undefined while Object Lock is not enabled. */
  objectLock: ObjectLockConfiguration | undefined;

  override set(key: string, object: StoredObject): this {
    const lock = this.objectLock && newLock(this.objectLock, new Date());
    this.#happened(key, { id: randomUUID(), at: object.lastModified, object, lock });
    return super.set(key, object);
  }

  /** Leaves a delete marker, also where no object was. */
  override delete(key: string): boolean {
    this.#happened(key, { id: randomUUID(), at: new Date() });
    return super.delete(key);
  }

  newest(key: string): ObjectVersion | undefined {
    return this.#histories.get(key)?.[0];
  }

  version(key: string, id: string): ObjectVersion | undefined {
    return this.#histories.get(key)?.find((version) => version.id === id);
  }

  /**
   * Deletes one version for good. What happened before it is then the newest. A version that is not there is no error, as in S3.
   *
   * @param bypass - Whether a lock in GOVERNANCE mode is to be ignored.
   * @returns False for a version that is locked. It stays.
   */
  deleteVersion(key: string, id: string, bypass: boolean): boolean {
    if (isLocked(this.version(key, id)?.lock, new Date(), bypass)) return false;
    const left = (this.#histories.get(key) ?? []).filter((version) => version.id !== id);
    const object = left[0]?.object;
    if (object === undefined) super.delete(key);
    else super.set(key, object);
    if (left.length > 0) this.#histories.set(key, left);
    else if (this.#histories.delete(key)) this.#sorted = undefined;
    return true;
  }

  /** Whether nothing is left, not even of what was deleted. */
  get isEmpty(): boolean {
    return this.#histories.size === 0;
  }

  /** All keys with their versions, in the order of their UTF-8 bytes. */
  sorted(): readonly VersionedKey[] {
    this.#sorted ??= [...this.#histories]
      .map(([key, versions]) => ({ key, versions }))
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
    return this.#sorted;
  }

  #happened(key: string, version: ObjectVersion): void {
    const history = this.#histories.get(key);
    if (history !== undefined) history.unshift(version);
    else {
      this.#histories.set(key, [version]);
      this.#sorted = undefined;
    }
  }
}
