import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Words } from "./words.ts";

/** The page's own words by language. A further language is a further file, named here. */
export const languages: Readonly<Record<string, Words>> = { en, de };

/** The language of the page's own words where it has none in the questionnaire's. */
const fallback = { tag: "en", words: en };

/**
 * The page's own words for a questionnaire's language.
 *
 * @returns with the BCP 47 tag of the words' language: `de-AT` for `de-AT`, `en` for a language that the page
 *   does not speak.
 */
export function wordsFor(language: string): { readonly tag: string; readonly words: Words } {
  const base = baseOf(language);
  const words = Object.hasOwn(languages, base) ? languages[base] : undefined;
  return words === undefined ? fallback : { tag: language, words };
}

/**
 * The first language of a list that somebody reads.
 *
 * @param offered - BCP 47 tags, the original first.
 * @param read - what they read, best first: `navigator.languages`.
 * @returns the original if they read none.
 */
export function firstRead(offered: readonly string[], read: readonly string[]): string {
  const lower = (tag: string) => tag.toLowerCase();
  const found = read.flatMap((tag) => [
    ...offered.filter((one) => lower(one) === lower(tag)),
    ...offered.filter((one) => baseOf(one) === baseOf(tag)),
  ]);
  return found[0] ?? offered[0] ?? fallback.tag;
}

/** `de` of `de-AT`. */
export function baseOf(tag: string): string {
  return tag.split("-", 1).join().toLowerCase();
}
