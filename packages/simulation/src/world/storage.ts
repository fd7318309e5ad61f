/** An attribute of an item; the processor writes no other types. */
export type AttributeValue =
  | string
  | number
  | readonly string[]
  | { readonly [name: string]: AttributeValue };
export type Item = Readonly<Record<string, AttributeValue>>;

export interface StoredObject {
  readonly body: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** As S3 answers it, in quotes. */
  readonly etag: string;
}

/** One version of an object. Without an object it is a delete marker. */
export interface ObjectVersion {
  readonly id: string;
  readonly object: StoredObject | undefined;
}

/** Versions by bucket and key, `surveys/0001….json`, oldest first. */
export type Versions = Map<string, readonly ObjectVersion[]>;

/** The state that is left when every process has died. It is two buckets and two tables. */
export interface Storage {
  /** The objects that a reader sees, by key: of each the newest version. */
  readonly surveys: Map<string, StoredObject>;
  readonly rejected: Map<string, StoredObject>;
  /** Everything that the buckets hold. */
  readonly versions: Versions;
  /** What was deleted for good. Nobody can read it. It is here for the checks. */
  readonly erased: Versions;
  /** Items that were deleted, or replaced by a single put, by table and key. They are here for the checks, too. */
  readonly deletedItems: Map<string, Item>;
  /** By participant and submission time, with a space between. */
  readonly submissions: Map<string, Item>;
  readonly participants: Map<string, Item>;
}

export const SURVEYS_BUCKET = "surveys";
export const REJECTED_BUCKET = "rejected";
export const SUBMISSIONS_TABLE = "submissions";
export const PARTICIPANTS_TABLE = "participants";

export function emptyStorage(): Storage {
  return {
    surveys: new Map(),
    rejected: new Map(),
    versions: new Map(),
    erased: new Map(),
    deletedItems: new Map(),
    submissions: new Map(),
    participants: new Map(),
  };
}

/** A copy that changes on its own; the objects and items in it never change. */
export function copyOf(storage: Storage): Storage {
  return {
    surveys: new Map(storage.surveys),
    rejected: new Map(storage.rejected),
    versions: new Map(storage.versions),
    erased: new Map(storage.erased),
    deletedItems: new Map(storage.deletedItems),
    submissions: new Map(storage.submissions),
    participants: new Map(storage.participants),
  };
}
