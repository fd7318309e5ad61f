import { canonicalJson } from "../judge/canonical-json.ts";
import { type Wording, wordingIn } from "../questionnaire/wording.ts";
import type { Versioned, VersionedText } from "./codebook.ts";

/** Something as one version has it. Undefined where it has none. */
export interface InVersion<Value> {
  readonly version: number;
  readonly value: Value | undefined;
}

/** Each different value once, with all versions that have it, in the order in which it came up. */
export function versioned<Value>(all: readonly InVersion<Value>[]): Versioned<Value>[] {
  const found = new Map<string, { value: Value; versions: number[] }>();
  for (const { version, value } of all) {
    if (value === undefined) continue;
    const key = canonicalJson([value]);
    const same = found.get(key);
    if (same === undefined) found.set(key, { value, versions: [version] });
    else same.versions.push(version);
  }
  return [...found.values()];
}

/** Each different text of a wording once, by language. */
export function versionedTexts(
  all: readonly (InVersion<Wording> & { readonly languages: readonly string[] })[],
  languages: readonly string[],
): VersionedText[] {
  return languages.flatMap((language) => {
    const texts = all
      .filter((one) => one.languages.includes(language))
      .map(({ version, value }) => ({
        version,
        value: value === undefined ? undefined : wordingIn(value, language),
      }));
    return versioned(texts).map((text) => ({ language, ...text }));
  });
}
