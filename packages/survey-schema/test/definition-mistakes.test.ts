import { describe, expect, it } from "vitest";
import {
  date,
  defineQuestionnaire,
  defineStudy,
  type Item,
  likert,
  MAX_DEFAULT_ITEMS,
  mean,
  multipleChoice,
  number,
  type Questionnaire,
  type QuestionnaireDefinition,
  QuestionnaireError,
  singleChoice,
  slider,
  text,
} from "../src/index.ts";

const scale = ["no", "somewhat", "yes"];
type Change = Partial<QuestionnaireDefinition<string, number, Record<string, Item>>>;

function problems(define: () => unknown): readonly string[] {
  try {
    define();
    return [];
  } catch (error) {
    if (error instanceof QuestionnaireError) return error.problems;
    throw error;
  }
}

const of = (change: Change) =>
  problems(() =>
    defineQuestionnaire({ id: "q", version: 1, title: "Q", items: { a: likert("A", scale) }, ...change }),
  );

describe("a mistake in a questionnaire is told with the item's name and the remedy", () => {
  it("unless there is none", () => expect(of({})).toEqual([]));

  it.each<[string, Change, RegExp]>([
    ["id", { id: "Daily survey" }, /^Daily survey@1: the id must be 1 to 32 of a-z 0-9 _/],
    ["export's table", { id: "participants" }, /^participants@1: the id is reserved, since exports/],
    ["version", { version: 0 }, /the version must be a whole number from 1/],
    ["title", { title: " " }, /the title is empty; write a text/],
    ["no items", { items: {} }, /it has no items; ask at least one/],
    ["item name", { items: { "how-are-you": likert("A", scale) } }, /item how-are-you: the name must be/],
    [
      "reserved name",
      { items: { timestamp: likert("A", scale) } },
      /item timestamp: the name is reserved.*choose another/,
    ],
    [
      "record's name",
      { items: { num_submission: likert("A", scale) } },
      /item num_submission: the name is reserved/,
    ],
    [
      "export's name",
      { items: { participant: likert("A", scale) } },
      /item participant: the name is reserved/,
    ],
    [
      "an option's column",
      { items: { with__friends: likert("A", scale) } },
      /item with__friends: the name has two underscores in a row/,
    ],
    ["language tag", { languages: ["english"] }, /"english" is not a language tag; write one like "en"/],
    ["language twice", { languages: ["en", "en"] }, /a language is named twice/],
    [
      "untranslated",
      { languages: ["en", "de"], items: { a: likert({ en: "A", de: "A" }, ["1", "2"]) } },
      /the title is in one language; write it in each: { en: "…", de: "…" }/,
    ],
    [
      "untranslated Arabic",
      { languages: ["ar", "he"], title: "–", items: { a: likert("سعيد", ["☹", "☺"]) } },
      /item a: the label is in one language; write it in each/,
    ],
    [
      "lacking translation",
      { languages: ["en", "de"], title: { en: "Q", de: "Q" }, items: { a: likert({ en: "A" }, ["1", "2"]) } },
      /item a: the label lacks the language de; add it/,
    ],
    [
      "further language",
      { title: { en: "Q", fr: "Q" } },
      /has the language fr, which the questionnaire does not/,
    ],
    ["empty scale", { items: { a: likert("A", []) } }, /item a: the scale must have 2 to 100 points/],
    ["unlabelled point", { items: { a: likert("A", ["no", ""]) } }, /item a: the label of point 2 is empty/],
    [
      "expected point",
      { items: { a: likert("A", scale, { expect: 4 }) } },
      /item a: expect must be one of its points/,
    ],
    ["slider", { items: { a: slider("A", { min: 5, max: 5 }) } }, /item a: min must be less than max/],
    [
      "step",
      { items: { a: slider("A", { max: 10, step: 3 }) } },
      /item a: step must divide the way from min to max/,
    ],
    [
      "one option",
      { items: { a: singleChoice("A", { only: "One" }) } },
      /item a: it needs at least two options/,
    ],
    ["code", { items: { a: singleChoice("A", { "1": "One", two: "Two" }) } }, /item a: the code "1" must be/],
    [
      "expected option",
      { items: { a: singleChoice("A", { x: "X", y: "Y" }, { expect: "z" }) } },
      /item a: expect must be the code of one of its options/,
    ],
    [
      "choices",
      { items: { a: multipleChoice("A", { x: "X", y: "Y" }, { maxChoices: 3 }) } },
      /item a: minChoices and maxChoices must be whole numbers in order/,
    ],
    ["number", { items: { a: number("A", { min: 2, max: 1 }) } }, /item a: min must be less than max/],
    ["decimals", { items: { a: number("A", { min: 0, max: 1, decimals: 9 }) } }, /item a: decimals must be/],
    [
      "text",
      { items: { a: text("A", { maxCharacters: 0 }) } },
      /item a: maxCharacters must be a whole number/,
    ],
    ["date", { items: { a: date("A", { min: "2021-02-30" }) } }, /item a: min and max must be real dates/],
    [
      "dates",
      { items: { a: date("A", { min: "2022-01-01", max: "2021-01-01" }) } },
      /item a: min must not be after max/,
    ],
    [
      "later item",
      { items: { a: likert("A", scale, { showIf: { b: { equals: 1 } } }), b: likert("B", scale) } },
      /item a: showIf b: that item is not asked before this one; move this one behind it/,
    ],
    [
      "itself",
      { items: { a: likert("A", scale, { showIf: { a: { equals: 1 } } }) } },
      /item a: showIf a: that item is not asked before/,
    ],
    [
      "no such item",
      { items: { a: likert("A", scale, { showIf: { z: { equals: 1 } } }) } },
      /showIf z: there is no such item/,
    ],
    [
      "no such answer",
      { items: { a: likert("A", scale), b: likert("B", scale, { showIf: { a: { equals: 4 } } }) } },
      /item b: showIf a: 4 is no answer that this item can have/,
    ],
    [
      "test of another kind",
      { items: { a: likert("A", scale), b: likert("B", scale, { showIf: { a: { includes: "x" } } }) } },
      /item b: showIf a: includes does not fit this kind of item; use equals/,
    ],
    [
      "empty test",
      { items: { a: likert("A", scale), b: likert("B", scale, { showIf: { a: {} } }) } },
      /item b: showIf a: it tests nothing/,
    ],
    ["too fast", { rules: { minSeconds: -1 } }, /rules: minSeconds must be a number of seconds/],
    [
      "too slow",
      { rules: { minSeconds: 5, maxSeconds: 5 } },
      /rules: maxSeconds must be a number of seconds, and more than minSeconds/,
    ],
    [
      "no check",
      { rules: { consequences: { failed_check: "flag" } } },
      /rules: failed_check has a consequence, but no item/,
    ],
    ["score of nothing", { scores: { s: mean(["z"]) } }, /score s: there is no item z/],
    ["score twice", { scores: { s: mean(["a", "a"]) } }, /score s: it names an item twice/],
    ["score missing", { scores: { s: mean(["a"], { maxMissing: 1 }) } }, /score s: maxMissing must be/],
    ["score's name", { scores: { a: mean(["a"]) } }, /score a: the name is taken/],
    [
      "score of a text",
      { items: { a: likert("A", scale), b: text("B") }, scores: { s: mean(["b"]) } },
      /score s: b cannot be scored/,
    ],
  ])("%s", (_, change, message) => {
    expect(of(change)).toEqual([expect.stringMatching(message)]);
  });

  it("and all mistakes are told at once", () => {
    expect(of({ id: "Q", items: { "1": likert("A", []) } })).toHaveLength(3);
  });
});

describe("a mistake in a study", () => {
  const plan = { days: 7, promptsPerDay: 3 };
  const questionnaire = (
    id: string,
    version: number,
    items: Record<string, Item> = { a: likert("A", scale) },
  ): Questionnaire => defineQuestionnaire({ id, version, title: "Q", items });
  const one = questionnaire("one", 1);
  const study = (questionnaires: readonly Questionnaire[], defaultQuestionnaire?: string) =>
    problems(() =>
      defineStudy({ questionnaires, ...(defaultQuestionnaire && { defaultQuestionnaire }), plan }),
    );

  it("is none in a right one, with or without a default", () => {
    expect(study([one])).toEqual([]);
    expect(study([one, questionnaire("two", 1)], "one")).toEqual([]);
  });

  it("is a version twice, or one that is missing", () => {
    expect(study([one, one])).toEqual([expect.stringMatching(/^one@1 is in the study twice/)]);
    expect(study([questionnaire("one", 2)])).toEqual([
      expect.stringMatching(/^one@1 is missing; a version stays/),
    ]);
  });

  it("is a name that an item has in one version and a score in another", () => {
    const scored = defineQuestionnaire({
      id: "one",
      version: 2,
      title: "Q",
      items: { b: likert("B", scale) },
      scores: { a: mean(["b"]) },
    });
    expect(study([one, scored])).toEqual([
      "one: a is an item in one version and a score in another; choose another name",
    ]);
  });

  it("is a default that is not there, and no questionnaire at all", () => {
    expect(study([one], "two")).toEqual([
      expect.stringMatching(/the default questionnaire two is not in the study/),
    ]);
    expect(study([])).toEqual([expect.stringMatching(/has no questionnaire/)]);
  });

  it("is an item of the default under an attribute of another questionnaire", () => {
    const taken = questionnaire("one", 1, { two_answers: likert("A", scale) });
    expect(study([taken, questionnaire("two", 1)], "one")).toEqual([
      expect.stringMatching(
        /^one, item two_answers: a participant's record keeps that of the questionnaire two/,
      ),
    ]);
    expect(study([taken, questionnaire("two", 1)], "two")).toEqual([]);
  });

  it("is a record that DynamoDB may not take", () => {
    const long = { a: text("A", { maxCharacters: 50_000 }), b: text("B", { maxCharacters: 40_000 }) };
    expect(study([questionnaire("one", 1, long)])).toEqual([
      expect.stringMatching(
        /could have 36\d{4} bytes, and at most 358400 are allowed.*beginning with one@1, item a/,
      ),
    ]);
    // The versions of one questionnaire replace each other. Two questionnaires add up.
    const half = { a: text("A", { maxCharacters: 45_000 }) };
    expect(study([questionnaire("one", 1, half), questionnaire("one", 2, half)])).toEqual([]);
    expect(study([questionnaire("one", 1, half), questionnaire("two", 1, half)])).toHaveLength(1);
  });

  it("is a default with more items than one update can name", () => {
    const items = Object.fromEntries(
      Array.from({ length: MAX_DEFAULT_ITEMS + 1 }, (_, i) => [`i${i}`, likert("A", scale)] as const),
    );
    expect(study([questionnaire("one", 1, items)], "one")).toHaveLength(1);
    expect(study([questionnaire("one", 1, items)])).toEqual([]);
  });
});
