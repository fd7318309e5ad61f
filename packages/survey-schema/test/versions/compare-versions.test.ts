import { describe, expect, it } from "vitest";
import {
  type Correction,
  compareVersions,
  compareWithEarlier,
  date,
  defineQuestionnaire,
  describeChange,
  type Item,
  likert,
  mean,
  multipleChoice,
  number,
  type Questionnaire,
  type QuestionnaireDefinition,
  singleChoice,
  slider,
  text,
} from "../../src/index.ts";

type Items = Readonly<Record<string, Item>>;
type Change = Partial<QuestionnaireDefinition<string, number, Items>>;

const scale = ["no", "somewhat", "yes"];
const places = { home: "At home", work: "At work" };
const base: Items = {
  glad: likert("Glad", scale),
  stress: slider("Stress", { low: "none", high: "much" }),
  place: singleChoice("Where are you?", places),
  sleep: number("Sleep", { unit: "hours", min: 0, max: 24 }),
  born: date("Born", { min: "1900-01-01" }),
  why: text("Why?"),
};

function version(number: number, items: Items = base, change: Change = {}): Questionnaire {
  return defineQuestionnaire({ id: "q", version: number, title: "Q", items, ...change });
}

/** The codes of all changes, those of refused ones with a minus. */
const codes = (older: Questionnaire, newer: Questionnaire, corrections: readonly Correction[] = []) =>
  compareVersions(older, newer, corrections).map(({ allowed, code }) => `${allowed ? "+" : "-"}${code}`);

const first = version(1);
const changed = (items: Items) => version(2, { ...base, ...items });
const without = (name: string) => Object.fromEntries(Object.entries(base).filter(([key]) => key !== name));

describe("between two versions is allowed", () => {
  it("nothing at all", () => expect(codes(first, version(2))).toEqual([]));

  it.each<[string, Questionnaire, string[]]>([
    ["an item more", changed({ calm: likert("Calm", scale) }), ["+item_added"]],
    ["an item less", version(2, without("why")), ["+item_removed"]],
    ["another order", version(2, { why: text("Why?"), ...without("why") }), ["+items_reordered"]],
    [
      "an option with a new code",
      changed({ place: singleChoice("Where are you?", { ...places, way: "On the way" }) }),
      ["+option_added"],
    ],
    [
      "an option less, while its code rests",
      changed({ place: singleChoice("Where are you?", { home: "At home", other: "Elsewhere" }) }),
      ["+option_added", "+option_removed"],
    ],
    [
      "options in another order",
      changed({ place: singleChoice("Where are you?", { work: "At work", home: "At home" }) }),
      ["+options_reordered"],
    ],
    ["other rules", version(2, base, { rules: { minSeconds: 9 } }), ["+rule_changed"]],
    [
      "what a rule does",
      version(2, base, { rules: { consequences: { no_text: "flag" } } }),
      ["+rule_changed"],
    ],
    ["a score", version(2, base, { scores: { mood: mean(["glad"]) } }), ["+rule_changed", "+rule_changed"]],
    ["when an item is required", changed({ why: text("Why?", { required: false }) }), ["+rule_changed"]],
    ["the length of a text", changed({ why: text("Why?", { maxCharacters: 9 }) }), ["+rule_changed"]],
    ["another title", version(2, base, { title: "R" }), ["+text_changed"]],
    ["instructions", version(2, base, { instructions: "Sit down." }), ["+text_changed"]],
    ["a help", changed({ why: text("Why?", { help: "In your words." }) }), ["+text_changed"]],
  ])("%s", (_, newer, expected) => expect(codes(first, newer)).toEqual(expected));

  it("a translation", () => {
    const [older, newer] = [
      version(1, { glad: likert("Glad", scale) }),
      version(
        2,
        {
          glad: likert({ en: "Glad", de: "Froh" }, [
            { en: "no", de: "nein" },
            { en: "somewhat", de: "etwas" },
            { en: "yes", de: "ja" },
          ]),
        },
        { languages: ["en", "de"], title: { en: "Q", de: "F" } },
      ),
    ];
    expect(codes(older, newer)).toEqual(["+languages_changed"]);
    expect(codes(newer, { ...older, version: 3 })).toEqual(["+languages_changed"]);
  });

  it("the same text in another notation", () => {
    expect(codes(first, changed({ why: text({ en: "Why?" }) }))).toEqual(["+translated"]);
  });
});

describe("between two versions is refused", () => {
  it.each<[string, Items, string]>([
    [
      "another kind",
      { glad: slider("Glad") },
      "item glad: it is of the kind slider, and likert in version 1",
    ],
    [
      "other points",
      { glad: likert("Glad", [...scale, "very"]) },
      "item glad: it has 4 points, and 3 in version 1",
    ],
    [
      "other anchors",
      { glad: likert("Glad", { points: 3, low: "no", high: "yes" }) },
      "item glad: other points of its scale have labels than in version 1",
    ],
    [
      "an end without its label",
      { stress: slider("Stress", { low: "none" }) },
      "item stress: other points of its scale have labels than in version 1",
    ],
    [
      "another range",
      { stress: slider("Stress", { max: 10, low: "none", high: "much" }) },
      "item stress: max is 10, and 100 in version 1",
    ],
    [
      "another step",
      { stress: slider("Stress", { step: 10, low: "none", high: "much" }) },
      "item stress: step is 10, and 1 in version 1",
    ],
    [
      "decimals",
      { sleep: number("Sleep", { unit: "hours", min: 0, max: 24, decimals: 1 }) },
      "item sleep: decimals is 1, and 0 in version 1",
    ],
    [
      "another unit",
      { sleep: number("Sleep", { unit: "minutes", min: 0, max: 24 }) },
      "item sleep: the unit is “minutes”, and “hours” in version 1",
    ],
    ["other dates", { born: date("Born") }, 'item born: min is not set, and "1900-01-01" in version 1'],
  ])("%s", (_, items, message) => {
    const changes = compareVersions(first, changed(items));
    expect(changes.map(describeChange)).toEqual([`${message}; give the item a new name`]);
    expect(changes).toMatchObject([{ allowed: false, since: 1 }]);
  });

  it("a single choice that becomes a multiple choice", () => {
    expect(codes(first, changed({ place: multipleChoice("Where are you?", places) }))).toEqual([
      "-other_kind",
    ]);
  });

  it.each<[string, Items, Correction, string]>([
    [
      "an item",
      { glad: likert("Happy", scale) },
      { item: "glad", part: "label", from: "Glad", to: "Happy" },
      "item glad: the label in en, “Happy”, was “Glad” in version 1; declare a correction if it means the same, or give the item a new name",
    ],
    [
      "an anchor",
      { glad: likert("Glad", ["no", "somewhat", "very"]) },
      { item: "glad", part: "point 3", from: "yes", to: "very" },
      "item glad: the label of point 3 in en, “very”, was “yes” in version 1; declare a correction if it means the same, or give the item a new name",
    ],
    [
      "an end",
      { stress: slider("Stress", { low: "no", high: "much" }) },
      { item: "stress", part: "low", from: "none", to: "no" },
      "item stress: the label of low in en, “no”, was “none” in version 1; declare a correction if it means the same, or give the item a new name",
    ],
    [
      "an option, whose code gets a new meaning",
      { place: singleChoice("Where are you?", { home: "At home", work: "At school" }) },
      { item: "place", part: "option work", from: "At work", to: "At school" },
      "item place: the label of option work in en, “At school”, was “At work” in version 1; declare a correction if it means the same, or give the option a new code",
    ],
  ])("another label of %s, unless it is a declared correction", (_, items, correction, message) => {
    const newer = changed(items);
    expect(compareVersions(first, newer).map(describeChange)).toEqual([message]);
    expect(codes(first, newer, [correction])).toEqual(["+corrected"]);
    expect(codes(first, newer, [{ ...correction, item: "why" }])).toEqual(["-reworded"]);
    expect(codes(first, newer, [{ ...correction, to: "something" }])).toEqual(["-reworded"]);
  });

  it("a translation with other words", () => {
    const languages = ["en", "de"];
    const title = { en: "Q", de: "F" };
    const [older, newer] = ["Froh", "Heiter"].map((de, index) =>
      version(index + 1, { a: text({ en: "Glad", de }) }, { languages, title }),
    );
    if (older === undefined || newer === undefined) throw new Error("there are two");
    expect(compareVersions(older, newer)).toMatchObject([{ code: "reworded", language: "de", from: "Froh" }]);
  });

  it("a score with an item's name", () => {
    const newer = version(2, without("sleep"), { scores: { sleep: mean(["glad"]) } });
    expect(
      compareVersions(first, newer)
        .filter(({ allowed }) => !allowed)
        .map(describeChange),
    ).toEqual(["item sleep: a score has the name that an item has in version 1; give the score a new name"]);
  });

  it("and two questionnaires are no versions of one", () => {
    expect(() => compareVersions(first, { ...first, id: "r" })).toThrow(RangeError);
  });
});

describe("over all versions", () => {
  const refused = (
    versions: readonly Questionnaire[],
    newer: Questionnaire,
    corrections: Correction[] = [],
  ) =>
    compareWithEarlier(versions, newer, corrections)
      .filter(({ allowed }) => !allowed)
      .map(describeChange);

  it("a removed name stays with what it was", () => {
    const versions = [first, version(2, without("sleep"))];
    expect(refused(versions, version(3))).toEqual([]);
    const other = { ...base, sleep: text("How did you sleep?") };
    expect(refused(versions, version(3, other))).toEqual([
      "item sleep: the name was something else's in version 1; give the item a new name",
    ]);
    expect(refused([...versions, version(3, without("sleep"))], version(4, other))).toHaveLength(1);
  });

  it("a removed code stays with what it was", () => {
    const place = (options: Record<string, string>) => ({
      ...base,
      place: singleChoice("Where are you?", options),
    });
    const versions = [first, version(2, place({ home: "At home", way: "On the way" }))];
    expect(refused(versions, version(3, place({ ...places, way: "On the way" })))).toEqual([]);
    const again = version(3, place({ home: "At home", way: "On the way", work: "In the garden" }));
    expect(refused(versions, again)).toEqual([
      "item place: the option work had another label in version 1, and was removed since; give the option a new code",
    ]);
  });

  it("a language that was left out comes back with the same words", () => {
    const both = (version: number, de: string) =>
      defineQuestionnaire({
        id: "q",
        version,
        title: { en: "Q", de: "F" },
        languages: ["en", "de"],
        items: { a: text({ en: "Glad", de }) },
      });
    const versions = [both(1, "Froh"), version(2, { a: text("Glad") })];
    expect(refused(versions, both(3, "Froh"))).toEqual([]);
    expect(refused(versions, both(3, "Heiter"))).toHaveLength(1);
  });

  it("a correction holds for every later version, and back", () => {
    const word = (version: number, label: string) =>
      defineQuestionnaire({ id: "q", version, title: "Q", items: { a: text(label) } });
    const versions = [word(1, "Clam"), word(2, "Calm"), word(3, "Quiet")];
    const corrections = [
      { item: "a", part: "label", from: "Clam", to: "Calm" },
      { item: "a", part: "label", from: "Calm", to: "Quiet" },
    ];
    expect(refused(versions, word(4, "Clam"), corrections)).toEqual([]);
    expect(refused(versions, word(4, "Loud"), corrections)).toHaveLength(1);
    expect(refused(versions, word(4, "Clam"))).toHaveLength(1);
  });

  it("nothing is said of a first version", () => {
    expect(compareWithEarlier([version(2), version(3)], first)).toEqual([]);
  });
});
