import {
  date,
  defineQuestionnaire,
  type Item,
  likert,
  mean,
  multipleChoice,
  number,
  type Questionnaire,
  singleChoice,
  slider,
  text,
  time,
  type Wording,
} from "@lab/survey-schema";
import fc from "@lab/testing/fast-check";
import { questionnaireSchema } from "../src/lock/questionnaire-schema.ts";

const word = fc.stringMatching(/^[A-Za-zäöü ]{0,8}[A-Za-z]$/);

function itemOf(wording: fc.Arbitrary<Wording>): fc.Arbitrary<Item> {
  const labels = fc.array(wording, { minLength: 2, maxLength: 5 });
  const options = labels.map((all) => Object.fromEntries(all.map((label, index) => [`c${index}`, label])));
  return fc.oneof(
    fc
      .tuple(wording, labels, fc.boolean())
      .map(([label, scale, reverse]) => likert(label, scale, { reverse })),
    fc.tuple(wording, wording, wording).map(([label, low, high]) => likert(label, { points: 7, low, high })),
    fc.tuple(wording, wording, fc.nat(9)).map(([label, low, min]) => slider(label, { low, min })),
    fc.tuple(wording, options).map(([label, all]) => singleChoice(label, all, { expect: "c1" })),
    fc.tuple(wording, options).map(([label, all]) => multipleChoice(label, all)),
    fc
      .tuple(wording, wording, fc.nat(3))
      .map(([label, unit, decimals]) => number(label, { unit, min: 0, max: 9, decimals })),
    fc
      .tuple(wording, wording, fc.boolean())
      .map(([label, help, required]) => text(label, { help, required })),
    wording.map((label) => date(label, { min: "2020-01-01" })),
    wording.map((label) => time(label, { required: false })),
  );
}

function definitionOf(languages: readonly string[]): fc.Arbitrary<Questionnaire> {
  const wording: fc.Arbitrary<Wording> =
    languages.length === 1
      ? word
      : fc
          .array(word, { minLength: languages.length, maxLength: languages.length })
          .map((texts) =>
            Object.fromEntries(languages.map((language, index) => [language, texts[index] ?? "text"])),
          );
  const items = fc.array(itemOf(wording), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(wording, wording, items, fc.nat(20), fc.boolean())
    .map(([title, instructions, all, minSeconds, straightLined]) =>
      defineQuestionnaire({
        id: "random",
        version: 1,
        title,
        instructions,
        languages,
        items: {
          glad: slider(title),
          ...Object.fromEntries(all.map((item, index) => [`i${index}`, item])),
        },
        rules: { minSeconds, straightLined, consequences: { no_text: "flag" } },
        scores: { mood: mean(["glad"]), again: mean(["glad"]) },
      }),
    );
}

/** Any questionnaire, in one language or two. */
export const anyQuestionnaire: fc.Arbitrary<Questionnaire> = fc.oneof(
  definitionOf(["en"]),
  definitionOf(["en", "de"]),
);

/** Any questionnaire, and the same one after one change somewhere. */
export const anyChange: fc.Arbitrary<readonly [Questionnaire, Questionnaire]> = anyQuestionnaire.chain(
  (one) => {
    const changes = Object.entries(one)
      .filter(([name]) => name !== "id" && name !== "version")
      .flatMap(([name, value]) => changesOf(value).map((changed) => ({ ...one, [name]: changed })));
    const valid = changes.flatMap((changed) => {
      const parsed = questionnaireSchema.safeParse(changed);
      return parsed.success ? [parsed.data] : [];
    });
    return fc.constantFrom(...valid).map((changed) => [one, changed] as const);
  },
);

/** Every JSON that differs from a value in one place: another leaf, an element less, or two that swapped places. */
function changesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    return elements.flatMap((element, index) => [
      elements.toSpliced(index, 1),
      ...(index > 0 ? [elements.with(index, elements[index - 1]).with(index - 1, element)] : []),
      ...changesOf(element).map((changed) => elements.with(index, changed)),
    ]);
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, one]) =>
      changesOf(one).map((changed) => ({ ...value, [name]: changed })),
    );
  }
  if (typeof value === "number") return [value + 1];
  if (typeof value === "boolean") return [!value];
  return [`${String(value)}x`, value === "reject" ? "flag" : "reject", value === "mean" ? "sum" : "mean"];
}
