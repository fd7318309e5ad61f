import type { Request } from "./simulate.ts";

interface Cells {
  readonly action: string;
  readonly on: string;
  readonly how: string;
}

/**
 * Requests as rows of a table, `action | on | how`, in alphabetical order. Where all objects of a bucket that were tried are among
 * them, they are one row; so are all actions of a service.
 *
 * @param tried - All requests, of which these are some.
 */
export function rowsOf(requests: readonly Request[], tried: readonly Request[]): readonly string[] {
  const objectsOfBucket = ({ action, about, how }: Request) =>
    `${action} ${about.kind ?? about.label} ${how}`;
  const perBucket = (some: readonly Request[]): readonly Cells[] => {
    const complete = completeGroups(some, tried, objectsOfBucket);
    return some.map((request) => {
      const { action, about, how } = request;
      const together = about.kind !== undefined && complete.has(objectsOfBucket(request));
      return { action, on: together ? about.kind : about.label, how };
    });
  };
  const actionsOfService = ({ action, on, how }: Cells) => `${serviceOf(action)} ${on} ${how}`;
  const rows = distinct(perBucket(requests));
  const complete = completeGroups(rows, distinct(perBucket(tried)), actionsOfService);
  const together = rows.map((row) =>
    complete.has(actionsOfService(row)) ? { ...row, action: `${serviceOf(row.action)}:*` } : row,
  );
  return distinct(together).map(textOf).toSorted();
}

function textOf({ action, on, how }: Cells): string {
  return `${action} | ${on} | ${how}`;
}

function distinct(rows: readonly Cells[]): readonly Cells[] {
  return [...new Map(rows.map((row) => [textOf(row), row])).values()];
}

/** The groups of two or more that are complete in `some`, by their key. */
function completeGroups<T>(
  some: readonly T[],
  all: readonly T[],
  keyOf: (one: T) => string,
): ReadonlySet<string> {
  const found = Map.groupBy(some, keyOf);
  const whole = [...Map.groupBy(all, keyOf)].filter(
    ([key, members]) => members.length > 1 && members.length === found.get(key)?.length,
  );
  return new Set(whole.map(([key]) => key));
}

function serviceOf(action: string): string {
  return action.split(":", 1)[0] ?? "";
}
