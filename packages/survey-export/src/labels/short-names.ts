import { createHash } from "node:crypto";

/** What names a program takes. */
export interface NameRules {
  /** How long a name may be. Names of columns are ASCII, so a character is a byte. */
  readonly maxLength: number;
  /** Words that are no names, in lower case. */
  readonly reserved: ReadonlySet<string>;
}

/** Digits of a hash that tell names apart whose beginnings are the same. */
const HASH_DIGITS = 6;

/**
 * The names of columns in a program that does not take all of them. A name that it takes stays as it is. The others follow from the
 * column's name alone, so that another export has the same ones.
 *
 * @example shortNames(["q1", "with"], { maxLength: 64, reserved: new Set(["with"]) }) // { q1 => "q1", with => "with__1" }
 * @throws RangeError when two columns would have the same name.
 */
export function shortNames(
  names: readonly string[],
  { maxLength, reserved }: NameRules,
): ReadonlyMap<string, string> {
  const short = new Map(
    names.map((name) => {
      if (name.length > maxLength) return [name, cut(name, maxLength)];
      // No item's name has two underscores in a row, and no option's code begins with a digit.
      return [name, reserved.has(name) ? `${name}__1` : name];
    }),
  );
  if (new Set(short.values()).size < short.size) {
    throw new RangeError(`columns have the same name of ${maxLength} characters`);
  }
  return short;
}

function cut(name: string, maxLength: number): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_DIGITS);
  return `${name.slice(0, maxLength - HASH_DIGITS - 1)}_${hash}`;
}
