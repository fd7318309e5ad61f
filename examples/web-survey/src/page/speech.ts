import { type Wording, wordingIn } from "@lab/survey-schema";
import { baseOf, wordsFor } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** The language that the page speaks. */
export interface Speech {
  /** BCP 47 tag of the questionnaire's language. */
  readonly language: string;
  /** The page's own words in this language, or in English where it does not speak it. */
  readonly words: Words;
  /** For numbers, dates and times: the browser's own variant of the words' language, if it has one. */
  readonly locale: string;
}

/** What the page says, by the element that says it. */
const spoken = new WeakMap<Element, (speech: Speech) => void>();
let current: Speech = speechIn(navigator.languages[0] ?? "en");

function speechIn(language: string): Speech {
  const { tag, words } = wordsFor(language);
  const locale = navigator.languages.find((own) => baseOf(own) === baseOf(tag)) ?? tag;
  return { language, words, locale };
}

/** What the page speaks now. */
export function speech(): Speech {
  return current;
}

/** Has the page speak a language of the questionnaire from now on: everything that it shows is said anew. */
export function speak(language: string): void {
  current = speechIn(language);
  document.documentElement.lang = wordsFor(language).tag;
  for (const element of document.querySelectorAll("*")) spoken.get(element)?.(current);
}

/** Writes something at an element in the language of the page, now and whenever the language changes. */
export function inLanguage(element: Element, write: (speech: Speech) => void): void {
  spoken.set(element, write);
  write(current);
}

/**
 * Has an element say something of the page's own. What it says already is not written again, since screen
 * readers would repeat it.
 */
export function say(element: Element, text: (words: Words, locale: string) => string): void {
  inLanguage(element, ({ words, locale }) => {
    const said = text(words, locale);
    if (element.textContent !== said) element.textContent = said;
  });
}

/**
 * Has an element say a text of the questionnaire. It says in which language, where the page's own words are
 * in another.
 *
 * @param before - what the page itself says before it.
 */
export function sayWording(
  element: HTMLElement,
  wording: Wording,
  before: (words: Words) => string = () => "",
): void {
  inLanguage(element, ({ language, words }) => {
    element.textContent = before(words) + wordingIn(wording, language);
    const differs = language !== wordsFor(language).tag;
    element.lang = differs ? language : "";
    if (!differs) element.removeAttribute("lang");
    element.dir = differs ? "auto" : "";
    if (!differs) element.removeAttribute("dir");
  });
}

/** Writes the page's own words into the elements of `index.html` that have their names. */
export function sayPageWords(): void {
  for (const element of document.querySelectorAll("[data-words]")) {
    const word = element.textContent.trim();
    say(element, ({ page }) => {
      if (!isWord(page, word)) throw new Error(`the page has no word ${word}`);
      return page[word];
    });
  }
}

function isWord<Name extends string>(page: Readonly<Record<Name, string>>, word: string): word is Name {
  return Object.hasOwn(page, word);
}
