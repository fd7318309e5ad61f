import { describe, expect, it } from "vitest";
import { codebookOf, conditionInWords } from "../src/codebook/index.ts";
import {
  date,
  defineQuestionnaire,
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
  time,
} from "../src/index.ts";

const en = (english: string, german: string) => ({ en: english, de: german });
const ends = { points: 7, low: en("no", "nein"), high: en("yes", "ja") };
const places = { home: en("At home", "Zu Hause"), work: en("At work", "Bei der Arbeit") };
const nights = { unit: en("hours", "Stunden"), min: 0, max: 24, decimals: 1 };

const items = {
  glad: likert(en("Glad", "Froh"), ends, { scale: "mood" }),
  sad: likert(en("Sad", "Traurig"), ends, { scale: "mood", reverse: true }),
  stress: slider(en("Stress", "Stress"), { low: en("none", "keiner"), min: 0, max: 10, step: 0.5 }),
  place: singleChoice(en("Where?", "Wo?"), places),
  company: multipleChoice(en("Who?", "Wer?"), places, { maxChoices: 2 }),
  sleep: number(en("Sleep", "Schlaf"), { ...nights, help: en("About", "Etwa") }),
  why: text(en("Why?", "Warum?"), { maxCharacters: 300, required: false, showIf: { glad: { atMost: 2 } } }),
  born: date(en("Born", "Geboren"), { min: "1900-01-01" }),
  woke: time(en("Woke", "Wach")),
};

type Change = Partial<QuestionnaireDefinition<string, number, Readonly<Record<string, Item>>>>;

function version(number: number, change: Change = {}): Questionnaire {
  return defineQuestionnaire({
    id: "q",
    version: number,
    title: en("Q", "F"),
    languages: ["en", "de"],
    items,
    scores: { mood: mean(["glad", "sad"]) },
    rules: { minSeconds: 3 },
    ...change,
  });
}

function variable(name: string, ...versions: readonly Questionnaire[]) {
  return codebookOf(versions).variables.find((one) => one.name === name);
}

describe("a codebook", () => {
  it("has one entry for each variable of one version, with all about its answers", () => {
    const { variables } = codebookOf([version(1)]);
    expect(variables.map(({ name, kind, range }) => [name, kind, range])).toEqual([
      ["glad", "likert", { min: 1, max: 7, step: 1 }],
      ["sad", "likert", { min: 1, max: 7, step: 1 }],
      ["stress", "slider", { min: 0, max: 10, step: 0.5 }],
      ["place", "single_choice", {}],
      ["company", "multiple_choice", {}],
      ["sleep", "number", { min: 0, max: 24, decimals: 1 }],
      ["why", "text", {}],
      ["born", "date", { min: "1900-01-01" }],
      ["woke", "time", {}],
    ]);
    expect(variable("sad", version(1))).toEqual({
      name: "sad",
      kind: "likert",
      versions: [1],
      labels: [
        { language: "en", value: "Sad", versions: [1] },
        { language: "de", value: "Traurig", versions: [1] },
      ],
      help: [],
      values: [
        {
          value: 1,
          versions: [1],
          labels: [
            { language: "en", value: "no", versions: [1] },
            { language: "de", value: "nein", versions: [1] },
          ],
        },
        {
          value: 7,
          versions: [1],
          labels: [
            { language: "en", value: "yes", versions: [1] },
            { language: "de", value: "ja", versions: [1] },
          ],
        },
      ],
      range: { min: 1, max: 7, step: 1 },
      unit: [],
      required: [{ value: true, versions: [1] }],
      showIf: [],
      scale: [{ value: "mood", versions: [1] }],
      reversedIn: [1],
      expect: [],
      choices: [],
      maxCharacters: [],
      corrections: [],
    });
    expect(variable("why", version(1))).toMatchObject({
      required: [{ value: false, versions: [1] }],
      showIf: [{ value: { glad: { atMost: 2 } }, versions: [1] }],
      maxCharacters: [{ value: 300, versions: [1] }],
    });
    expect(variable("sleep", version(1))).toMatchObject({
      unit: [{ value: "hours" }, { value: "Stunden" }],
      help: [{ value: "About" }, { value: "Etwa" }],
    });
    expect(variable("stress", version(1))?.values.map(({ value }) => value)).toEqual([0]);
    expect(variable("company", version(1))?.choices).toEqual([{ value: { min: 1, max: 2 }, versions: [1] }]);
  });

  it("keeps what is no longer asked, behind what is, and says in which versions each was", () => {
    const { glad, ...others } = items;
    const after = { others: text(en("Else?", "Sonst?")), ...others };
    const second = version(2, { items: { ...after, why: text(en("Why?", "Warum?")) }, scores: {} });
    const { variables, versions } = codebookOf([second, version(1)]);
    expect(variables.map(({ name }) => name)).toEqual(["others", ...Object.keys(others), "glad"]);
    expect(variables.map((one) => one.versions)).toEqual([
      [2],
      ...Object.keys(others).map(() => [1, 2]),
      [1],
    ]);
    expect(variable("why", version(1), second)).toMatchObject({
      required: [
        { value: false, versions: [1] },
        { value: true, versions: [2] },
      ],
      showIf: [{ versions: [1] }],
      maxCharacters: [
        { value: 300, versions: [1] },
        { value: 1_000, versions: [2] },
      ],
    });
    expect(versions.map((one) => [one.version, one.scores.length])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect(versions[0]?.variables).toEqual(Object.keys(items));
  });

  it("keeps options that can no longer be chosen, and checks that a version had", () => {
    const place = singleChoice(
      en("Where?", "Wo?"),
      { way: en("On the way", "Unterwegs"), home: places.home },
      { expect: "home" },
    );
    const found = variable("place", version(1), version(2, { items: { ...items, place } }));
    expect(found?.values.map(({ value, versions }) => [value, versions])).toEqual([
      ["way", [2]],
      ["home", [1, 2]],
      ["work", [1]],
    ]);
    expect(found?.expect).toEqual([{ value: "home", versions: [2] }]);
  });

  it("has every wording in every language, also of one that a later version is written in", () => {
    const french = { ...en("Glad", "Heiter"), fr: "Gai" };
    const only = (label: typeof french) => ({ glad: likert(label, ["1", "2"]) });
    const second = version(2, {
      languages: ["fr", "en", "de"],
      items: only(french),
      title: french,
      scores: {},
    });
    const codebook = codebookOf([version(1), second]);
    expect(codebook.languages).toEqual(["fr", "en", "de"]);
    expect(codebook.variables[0]?.labels).toEqual([
      { language: "fr", value: "Gai", versions: [2] },
      { language: "en", value: "Glad", versions: [1, 2] },
      { language: "de", value: "Froh", versions: [1] },
      { language: "de", value: "Heiter", versions: [2] },
    ]);
  });

  it("has declared corrections with the variable, or with itself, and none of another questionnaire", () => {
    const correction = (id: string) => ({
      reason: "a typo",
      from: { version: `${id}@1`, wording: "Gald" },
      to: { version: `${id}@1`, wording: "Glad" },
    });
    const label = { item: "glad", part: "label", ...correction("q") };
    const title = { part: "title", ...correction("q") };
    const codebook = codebookOf([version(1)], [label, title, { ...label, ...correction("r") }]);
    expect(codebook.variables.flatMap(({ corrections }) => corrections)).toEqual([label]);
    expect(codebook.corrections).toEqual([title]);
  });

  it("is one questionnaire's", () => {
    expect(() => codebookOf([])).toThrow(RangeError);
    expect(() => codebookOf([version(1), version(2, { id: "r" })])).toThrow("q@1 is no version of r");
  });
});

describe("a condition in words", () => {
  it.each([
    [{ a: { equals: 1 } }, "a is 1"],
    [{ a: { not: "x" } }, "a is answered and is not x"],
    [{ a: { oneOf: ["x", "y"] } }, "a is one of x, y"],
    [{ a: { includes: "x" } }, "a includes x"],
    [{ a: { excludes: "x" } }, "a is answered and does not include x"],
    [{ a: { atLeast: 2, atMost: 4 }, b: { equals: "x" } }, "a is at least 2 and a is at most 4 and b is x"],
  ])("%j", (condition, words) => {
    expect(conditionInWords(condition)).toBe(words);
  });
});
