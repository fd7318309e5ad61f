/**
 * The code points of which nothing can be seen: White_Space, Cc and Default_Ignorable_Code_Point, first to last. Unicode
 * keeps the unassigned ones among them for characters that will be invisible, too.
 *
 * They are written out for two reasons. A device and the function must come to the same verdict, today and when the data is
 * judged again, whatever version of Unicode an engine knows. And the engines of some phones know no `\p{…}`: a pattern
 * with it would stop the whole app (Hermes before React Native 0.76).
 */
const invisible: readonly (readonly [first: number, last: number])[] = [
  [0x0000, 0x0020], // controls, space
  [0x007f, 0x00a0], // controls, no-break space
  [0x00ad, 0x00ad], // soft hyphen
  [0x034f, 0x034f], // combining grapheme joiner
  [0x061c, 0x061c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x1680, 0x1680], // Ogham space
  [0x17b4, 0x17b5], // Khmer inherent vowels
  [0x180b, 0x180f], // Mongolian variation selectors and vowel separator
  [0x2000, 0x200f], // spaces, zero width space, joiners, direction marks
  [0x2028, 0x202f], // separators, direction controls, narrow no-break space
  [0x205f, 0x206f], // mathematical space, word joiner, invisible operators, direction controls
  [0x3000, 0x3000], // ideographic space
  [0x3164, 0x3164], // Hangul filler
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // byte order mark
  [0xffa0, 0xffa0], // halfwidth Hangul filler
  [0xfff0, 0xfff8], // unassigned
  [0x1bca0, 0x1bca3], // shorthand format controls
  [0x1d173, 0x1d17a], // musical format controls
  [0xe0000, 0xe0fff], // tags, variation selectors
];

/**
 * Whether nothing in a text can be seen: it has only white space, control characters and default-ignorable characters, such
 * as U+200B or U+3164. An empty text is blank. A survey whose free text is blank is rejected as `no_text`.
 *
 * @example
 * isBlank(" \u200b\n"); // true
 * isBlank("."); // false
 * isBlank("\u2800"); // false: the Braille pattern without dots is a character of its script
 */
export function isBlank(text: string): boolean {
  for (const character of text) {
    if (!isInvisible(character.codePointAt(0) ?? 0)) return false;
  }
  return true;
}

function isInvisible(codePoint: number): boolean {
  return invisible.some(([first, last]) => first <= codePoint && codePoint <= last);
}
