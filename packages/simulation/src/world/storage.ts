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

/** The state that is left when every process has died. It is two buckets and two tables. */
export interface Storage {
  readonly surveys: Map<string, StoredObject>;
  readonly rejected: Map<string, StoredObject>;
  /** By {@link itemKey}. */
  readonly submissions: Map<string, Item>;
  readonly participants: Map<string, Item>;
}

export const SURVEYS_BUCKET = "surveys";
export const REJECTED_BUCKET = "rejected";
export const SUBMISSIONS_TABLE = "submissions";
export const PARTICIPANTS_TABLE = "participants";

export function emptyStorage(): Storage {
  return { surveys: new Map(), rejected: new Map(), submissions: new Map(), participants: new Map() };
}

/** A copy that changes on its own; the objects and items in it never change. */
export function copyOf(storage: Storage): Storage {
  return {
    surveys: new Map(storage.surveys),
    rejected: new Map(storage.rejected),
    submissions: new Map(storage.submissions),
    participants: new Map(storage.participants),
  };
}
