import fc from "@lab/testing/fast-check";
import {
  date,
  type Item,
  type ItemOptions,
  likert,
  multipleChoice,
  number,
  singleChoice,
  slider,
  text,
  time,
  type Wording,
} from "../../src/index.ts";

/** An item that lacks nothing but what items of every kind have. */
export type MakeItem = (options: ItemOptions) => Item;

const words = ["Glad", "How do you feel?", "Äußerst", "ganz 😀", "a".repeat(200)];

/** A text in each language, or one without letters, which is the same in all of them. */
export function anyWording(languages: readonly string[]): fc.Arbitrary<Wording> {
  const word = fc.constantFrom(...words);
  const [only] = languages;
  const texts = fc.tuple(...languages.map(() => word)).map((all) => {
    return Object.fromEntries(languages.map((language, i) => [language, all[i] ?? ""]));
  });
  return fc.oneof(
    fc.constantFrom("1", "–", "😀"),
    languages.length === 1 && only !== undefined ? word : texts,
    texts,
  );
}

const days = fc.oneof(
  fc
    .integer({ min: Date.parse("0000-01-01"), max: Date.parse("9999-12-31") })
    .map((time) => new Date(time).toISOString().slice(0, 10)),
  fc.constantFrom("0000-01-01", "2024-02-29", "9999-12-31"),
);
const codes = fc.uniqueArray(fc.constantFrom("a", "no", "to_string", "x1", "z".repeat(32), "valueof", "b_"), {
  minLength: 2,
});

/** An item of any kind, in every way in which it can be defined. */
export function anyItem(languages: readonly string[]): fc.Arbitrary<MakeItem> {
  const wording = anyWording(languages);
  const scored = { scale: fc.constantFrom("affect"), reverse: fc.boolean() };
  const likerts = fc.tuple(
    wording,
    fc.oneof(
      fc.array(wording, { minLength: 2, maxLength: 7 }),
      fc.record({ points: fc.integer({ min: 2, max: 100 }), low: wording, high: wording }),
    ),
    fc.record({ ...scored, expect: fc.constantFrom(1, 2) }, { requiredKeys: [] }),
  );
  const sliders = fc.tuple(
    wording,
    fc.integer({ min: -50, max: 50 }),
    fc.constantFrom(0.000_001, 0.01, 0.1, 0.25, 1, 3, 10),
    fc.integer({ min: 1, max: 200 }),
    fc.record({ ...scored, low: wording, high: wording }, { requiredKeys: [] }),
  );
  const optionsOf = (texts: readonly Wording[], names: readonly string[]) =>
    Object.fromEntries(names.map((code, i) => [code, texts[i % texts.length] ?? "–"]));
  const options = fc.tuple(fc.array(wording, { minLength: 1 }), codes).map((pair) => optionsOf(...pair));
  const choices = fc.tuple(fc.nat(), fc.nat(), fc.boolean());
  const numbers = fc.tuple(
    wording,
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: -1_000, max: 1_000 }),
    fc.integer({ min: 1, max: 1_000 }),
    fc.record({ unit: wording }, { requiredKeys: [] }),
  );
  const range = fc.oneof(
    fc.record({ min: days }, { requiredKeys: [] }),
    fc.record({ max: days }),
    fc.tuple(days, days).map((two) => {
      const [min = "", max = ""] = two.toSorted();
      return { min, max };
    }),
  );
  return fc.oneof(
    likerts.map(
      ([label, scale, own]): MakeItem =>
        (further) =>
          likert(label, scale, { ...own, ...further }),
    ),
    sliders.map(
      ([label, from, step, steps, own]): MakeItem =>
        (further) => {
          const min = Number((step < 1 ? from * step : from).toFixed(6));
          const max = Number((min + steps * step).toFixed(6));
          return slider(label, { ...own, min, max, step, ...further });
        },
    ),
    fc.tuple(wording, options, fc.boolean()).map(
      ([label, all, isCheck]): MakeItem =>
        (further) => {
          const [expect = ""] = Object.keys(all);
          return singleChoice(label, all, { ...(isCheck && { expect }), ...further });
        },
    ),
    fc.tuple(wording, options, choices).map(
      ([label, all, [few, many, isLimited]]): MakeItem =>
        (further) => {
          const count = Object.keys(all).length;
          const maxChoices = 1 + (many % count);
          const limits = { minChoices: few % (maxChoices + 1), maxChoices };
          return multipleChoice(label, all, { ...(isLimited && limits), ...further });
        },
    ),
    numbers.map(
      ([label, decimals, low, size, own]): MakeItem =>
        (further) => {
          const end = (at: number) => Number((at / 10 ** decimals).toFixed(decimals));
          return number(label, { ...own, min: end(low), max: end(low + size), decimals, ...further });
        },
    ),
    fc
      .tuple(wording, fc.record({ maxCharacters: fc.integer({ min: 1, max: 60 }) }, { requiredKeys: [] }))
      .map(
        ([label, own]): MakeItem =>
          (further) =>
            text(label, { ...own, ...further }),
      ),
    fc.tuple(wording, range).map(
      ([label, own]): MakeItem =>
        (further) =>
          date(label, { ...own, ...further }),
    ),
    wording.map(
      (label): MakeItem =>
        (further) =>
          time(label, further),
    ),
  );
}
