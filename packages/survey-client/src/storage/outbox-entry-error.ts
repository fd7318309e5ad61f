/**
 * Thrown by a storage's `read`, `remove` and `refuse` when something fails that concerns this entry alone. The outbox tells it
 * in an event, and goes on with the others. Any other error means that the storage as a whole fails.
 */
export class OutboxEntryError extends Error {
  override readonly name = "OutboxEntryError";
  readonly code = "ENTRY_FAILED";
  /** The file, or what the storage calls the entry. */
  readonly path: string;

  constructor(action: string, path: string, cause: unknown) {
    super(`${path} ${action}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.path = path;
  }
}

/** By the name, since an app may have two copies of this package. */
export function isEntryError(error: unknown): error is Error {
  return error instanceof Error && error.name === "OutboxEntryError";
}
