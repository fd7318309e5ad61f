import type { VersionedText } from "@lab/survey-schema/codebook";

/**
 * The newest wording in the first of some languages that has one; otherwise the first wording.
 *
 * @example labelIn(column.labels, ["en", "de"]) // "I feel calm."
 */
export function labelIn(texts: readonly VersionedText[], languages: readonly string[]): string {
  const byLanguage = newestLabels(texts);
  const language = languages.find((tag) => byLanguage.has(tag));
  return (language === undefined ? [...byLanguage.values()][0] : byLanguage.get(language)) ?? "";
}

/** The newest wording in each language. */
export function newestLabels(texts: readonly VersionedText[]): ReadonlyMap<string, string> {
  const newest = new Map<string, VersionedText>();
  for (const text of texts) {
    const before = newest.get(text.language);
    if (before === undefined || lastOf(text) > lastOf(before)) newest.set(text.language, text);
  }
  return new Map([...newest].map(([language, { value }]) => [language, value]));
}

function lastOf({ versions }: VersionedText): number {
  return Math.max(0, ...versions);
}
