/**
 * What participants read: one text, or the same text in several languages, by their BCP 47 tags.
 *
 * @example { en: "Right now, I feel well.", de: "Im Moment geht es mir gut." }
 */
export type Wording = string | Readonly<Record<string, string>>;

/**
 * The text of a wording in one language. A wording that is one text is the same in every language.
 *
 * @throws RangeError when the wording lacks the language. A defined questionnaire has all of its languages.
 */
export function wordingIn(wording: Wording, language: string): string {
  if (typeof wording === "string") return wording;
  const text = Object.hasOwn(wording, language) ? wording[language] : undefined;
  if (text === undefined) throw new RangeError(`no wording in the language ${language}`);
  return text;
}
