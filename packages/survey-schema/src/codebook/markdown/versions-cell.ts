/** What a cell says that is about every version. */
export const ALL_VERSIONS = "*all*";

/** Some of all versions, for a cell of a table. */
export function versionsCell(versions: readonly number[], all: readonly number[]): string {
  return versions.length === all.length ? ALL_VERSIONS : versions.join(", ");
}
