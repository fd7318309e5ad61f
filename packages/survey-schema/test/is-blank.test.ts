import fc from "@lab/testing/fast-check";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { isBlank } from "../src/index.ts";
import { judge } from "./a-study.ts";

const LAST_CODE_POINT = 0x10ffff;

/** The rule's words, as the engine that runs this test knows them from the Unicode Character Database. */
const INVISIBLE = /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;

const invisible: string[] = [];
const visible: string[] = [];
for (let codePoint = 0; codePoint <= LAST_CODE_POINT; codePoint++) {
  const character = String.fromCodePoint(codePoint);
  (INVISIBLE.test(character) ? invisible : visible).push(character);
}
const named = (character: string) =>
  `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
const noText = (freetext: string) => {
  const judged = judge.judge(surveyText({ freetext }));
  return !judged.valid && judged.reasons.some(({ code }) => code === "no_text");
};

describe("a blank text", () => {
  it.each([
    ["nothing", ""],
    ["spaces, tabs, line breaks", " \t\r\n\v\f"],
    ["a next line", "\u0085"],
    ["no-break and ideographic spaces", "\u00a0\u202f\u3000"],
    ["a space of Ogham, which some fonts draw", "\u1680"],
    ["line and paragraph separators", "\u2028\u2029"],
    ["controls", "\u0000\u0007\u001b\u007f\u009f"],
    ["a zero width space", "\u200b"],
    ["joiners", "\u200c\u200d\u2060"],
    ["a byte order mark", "\ufeff"],
    ["a soft hyphen", "\u00ad"],
    ["a combining grapheme joiner", "\u034f"],
    ["direction marks", "\u200e\u200f\u061c\u202a\u202c\u2066\u2069"],
    ["Hangul fillers", "\u115f\u1160\u3164\uffa0"],
    ["Khmer inherent vowels", "\u17b4\u17b5"],
    ["Mongolian separators", "\u180b\u180e"],
    ["variation selectors without a character to vary", "\ufe00\ufe0f\u{e0100}"],
    ["tags without a flag to tag", "\u{e0001}\u{e0041}\u{e007f}"],
    ["musical and shorthand format controls", "\u{1d173}\u{1bca0}"],
    ["many kinds at once", " \u200b\u3164\n\ufeff".repeat(2_000)],
  ])("is %s", (_name, text) => {
    expect(isBlank(text)).toBe(true);
    expect(noText(text)).toBe(true);
  });

  it.each([
    ["a letter", "a"],
    ["a full stop", "."],
    ["a letter among what is invisible", "\u200b\u3164x\u2060"],
    ["an emoji with a joiner", "👩\u200d🔬"],
    ["an emoji with a variation selector", "❤\ufe0f"],
    ["a flag with tags", "🏴\u{e0067}\u{e0062}\u{e007f}"],
    ["a combining mark without a base, drawn on a dotted circle", "\u0301"],
    ["a Braille pattern without raised dots, a character of its script", "\u2800"],
    ["an object replacement character", "\ufffc"],
    ["an interlinear annotation anchor", "\ufff9"],
    ["an Arabic number sign, a format character that is drawn", "\u0600"],
    ["a private use character", "\ue000"],
  ])("is not %s", (_name, text) => {
    expect(isBlank(text)).toBe(false);
    expect(noText(text)).toBe(false);
  });

  it("is told code point by code point, as the Unicode Character Database lists them", () => {
    expect(invisible.length).toBeGreaterThan(4_000);
    expect(invisible.filter((character) => !isBlank(character)).map(named)).toEqual([]);
    expect(visible.filter((character) => isBlank(character)).map(named)).toEqual([]);
  });

  it("stays blank with more of what is invisible, and does not with anything visible", () => {
    const oneOf = (characters: readonly string[]) =>
      fc.nat({ max: characters.length - 1 }).map((index) => characters[index] ?? "");
    const blank = fc.array(oneOf(invisible)).map((characters) => characters.join(""));
    fc.assert(
      fc.property(blank, oneOf(visible), blank, (before, character, after) => {
        expect(isBlank(before + after)).toBe(true);
        expect(isBlank(before + character + after)).toBe(false);
      }),
    );
  });

  it("has nothing of a text that a program trims to nothing", () => {
    expect(visible.filter((character) => character.trim() === "").map(named)).toEqual([]);
  });
});
