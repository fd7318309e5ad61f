import canonicalize from "canonicalize";

/**
 * The canonical form of a JSON value (RFC 8785): equal for two texts exactly when they mean the same, however they
 * were serialised. Hash it to compare surveys.
 *
 * @param json - what `JSON.parse` gave for a text without I-JSON issues (see {@link Judge}).
 */
export function canonicalJson(json: unknown): string {
  const text = canonicalize(json);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}
