import fc from "@lab/testing/fast-check";
import { expect, it } from "vitest";
import {
  date,
  defineQuestionnaire,
  type Item,
  likert,
  mean,
  multipleChoice,
  number,
  QuestionnaireError,
  singleChoice,
  slider,
  sum,
  text,
  time,
} from "../../src/index.ts";
import { anyDefinition, type Definition } from "./any-questionnaire.ts";

/** What would not be a mistake in any language. */
const NEUTRAL = "–";
const scale = [NEUTRAL, NEUTRAL, NEUTRAL];
const options = { yes: NEUTRAL, no: NEUTRAL };

function problemsOf(definition: Definition): readonly string[] {
  try {
    defineQuestionnaire(definition);
    return [];
  } catch (error) {
    if (error instanceof QuestionnaireError) return error.problems;
    throw error;
  }
}

/** The items with one more at this place. */
const inserted = (items: Definition["items"], at: number, name: string, item: Item): Definition["items"] =>
  Object.fromEntries(Object.entries(items).toSpliced(at, 0, [name, item]));

const place = fc.nat(20);
/** Longer than the names of random items, and so none of them. */
const WRONG = "wrong_item";

it.each<[mistake: string, item: Item, remedy: RegExp]>([
  ["an empty scale", likert(NEUTRAL, []), /must have 2 to 100 points/],
  ["a point that is not there", likert(NEUTRAL, scale, { expect: 4 }), /expect must be one of its points/],
  ["an empty label", likert(" ", scale), /the label is empty; write a text/],
  ["a label in another language", likert({ xx: "?" }, scale), /the label (lacks|has) the language/],
  ["an empty help", likert(NEUTRAL, scale, { help: "" }), /the help is empty; write a text/],
  ["ends that are one", slider(NEUTRAL, { min: 3, max: 3 }), /min must be less than max/],
  ["steps that miss the end", slider(NEUTRAL, { step: 7 }), /step must divide the way from min to max/],
  ["too fine steps", slider(NEUTRAL, { max: 1, step: 0.000_000_5 }), /with at most 6 decimals/],
  ["an unlabelled end", slider(NEUTRAL, { low: "" }), /the label of the low end is empty; write a text/],
  ["one option", singleChoice(NEUTRAL, { only: NEUTRAL }), /it needs at least two options/],
  [
    "a code that is no name",
    singleChoice(NEUTRAL, { ...options, No: NEUTRAL }),
    /the code "No" must be 1 to 32/,
  ],
  [
    "an option that is not there",
    singleChoice(NEUTRAL, options, { expect: "maybe" }),
    /must be the code of one/,
  ],
  [
    "more choices at least than at most",
    multipleChoice(NEUTRAL, options, { minChoices: 2, maxChoices: 1 }),
    /minChoices and maxChoices must be whole numbers in order/,
  ],
  [
    "more choices than options",
    multipleChoice(NEUTRAL, options, { maxChoices: 3 }),
    /no more than there are options/,
  ],
  ["a range from top to bottom", number(NEUTRAL, { min: 2, max: 1 }), /min must be less than max/],
  ["an end between two answers", number(NEUTRAL, { min: 0, max: 1.5 }), /no more decimals than the answers/],
  ["half a decimal", number(NEUTRAL, { min: 0, max: 1, decimals: 0.5 }), /decimals must be a whole number/],
  [
    "a text of no characters",
    text(NEUTRAL, { maxCharacters: 0 }),
    /maxCharacters must be a whole number from 1/,
  ],
  ["a day that is not there", date(NEUTRAL, { min: "2021-02-29" }), /min and max must be real dates/],
  [
    "days from last to first",
    date(NEUTRAL, { min: "2021-02-02", max: "2021-02-01" }),
    /min must not be after max/,
  ],
  [
    "a condition on nothing",
    time(NEUTRAL, { showIf: { no_such_item: { equals: "x" } } }),
    /there is no such item/,
  ],
  [
    "a condition on itself",
    time(NEUTRAL, { showIf: { [WRONG]: { equals: "x" } } }),
    /move this one behind it/,
  ],
])("%s, wherever it is in any questionnaire, is told with its item and what to do", (_, item, remedy) => {
  fc.assert(
    fc.property(anyDefinition, place, (definition, at) => {
      const problems = problemsOf({ ...definition, items: inserted(definition.items, at, WRONG, item) });
      expect(problems.length).toBeGreaterThan(0);
      for (const problem of problems) {
        expect(problem).toMatch(/^random@1, item wrong_item: /);
        expect(problem).toMatch(remedy);
      }
    }),
  );
});

const tests = { likert: "includes", slider: "excludes", number: "includes", text: "atLeast", date: "atMost" };

it.each(Object.entries(tests))("an operator that does not fit is told, of %s %s", (kind, operator) => {
  fc.assert(
    fc.property(anyDefinition, (definition) => {
      const [asked] = Object.entries(definition.items).find(([, item]) => item.kind === kind) ?? [];
      fc.pre(asked !== undefined);
      const wrong = time(NEUTRAL, { showIf: { [asked]: { [operator]: 1 } } });
      expect(problemsOf({ ...definition, items: { ...definition.items, [WRONG]: wrong } })).toEqual([
        expect.stringMatching(
          new RegExp(
            `^random@1, item wrong_item: showIf ${asked}: ${operator} does not fit .*; use equals, not`,
          ),
        ),
      ]);
    }),
  );
});

it("a condition on an item that comes later is told", () => {
  fc.assert(
    fc.property(anyDefinition, (definition) => {
      const [later] = Object.keys(definition.items);
      fc.pre(later !== undefined);
      const wrong = time(NEUTRAL, { showIf: { [later]: {} } });
      expect(problemsOf({ ...definition, items: { [WRONG]: wrong, ...definition.items } })).toEqual([
        `random@1, item wrong_item: showIf ${later}: that item is not asked before this one; move this one behind it`,
      ]);
    }),
  );
});

it.each([
  ["Wrong", /the name must be 1 to 32 of a-z/],
  ["a".repeat(33), /the name must be 1 to 32 of a-z/],
  ["timestamp", /the name is reserved.*; choose another/],
  ["num_submission", /the name is reserved.*; choose another/],
])("the name %s is told", (name, remedy) => {
  fc.assert(
    fc.property(anyDefinition, place, (definition, at) => {
      const items = inserted(definition.items, at, name, likert(NEUTRAL, scale));
      const [problem, ...others] = problemsOf({ ...definition, items });
      expect(problem).toMatch(new RegExp(`^random@1, item ${name}: `));
      expect(problem).toMatch(remedy);
      expect(others).toEqual([]);
    }),
  );
});

it("a wrong score is told by its name", () => {
  fc.assert(
    fc.property(anyDefinition, (definition) => {
      const [name] = Object.keys(definition.items);
      fc.pre(name !== undefined);
      const items = { ...definition.items, [WRONG]: text(NEUTRAL), scored_item: likert(NEUTRAL, scale) };
      const scored = (scores: Definition["scores"]) =>
        problemsOf({ ...definition, items, scores: { ...scores } });
      expect(scored({ the_score: mean(["no_such_item"]) })).toEqual([
        "random@1, score the_score: there is no item no_such_item",
      ]);
      expect(scored({ the_score: sum([WRONG]) })).toEqual([
        expect.stringMatching(/^random@1, score the_score: wrong_item cannot be scored; name Likert items/),
      ]);
      expect(scored({ the_score: sum(["scored_item", "scored_item"]) })).toEqual([
        "random@1, score the_score: it names an item twice",
      ]);
      expect(scored({ the_score: sum([]) })).toEqual([
        "random@1, score the_score: it has no items; name at least one",
      ]);
      expect(scored({ the_score: sum(["scored_item"], { maxMissing: 1 }) })).toEqual([
        expect.stringMatching(/^random@1, score the_score: maxMissing must be a whole number from 0/),
      ]);
      expect(scored({ [name]: sum(["scored_item"]) })).toEqual([
        `random@1, score ${name}: the name is taken by an item; choose another`,
      ]);
    }),
  );
});

it("wrong rules, languages and names of the questionnaire are told", () => {
  fc.assert(
    fc.property(anyDefinition, (definition) => {
      const { languages = [], rules } = definition;
      const told = (change: Partial<Definition>) => problemsOf({ ...definition, ...change });
      expect(told({ rules: { ...rules, minSeconds: -1 } })[0]).toMatch(
        /^random@1, rules: minSeconds must be/,
      );
      expect(told({ rules: { ...rules, minSeconds: 9, maxSeconds: 9 } })).toEqual([
        "random@1, rules: maxSeconds must be a number of seconds, and more than minSeconds",
      ]);
      expect(told({ languages: [...languages, ...languages.slice(0, 1)] })).toEqual([
        "random@1: a language is named twice",
      ]);
      expect(told({ title: "" })).toEqual(["random@1: the title is empty; write a text"]);
      expect(told({ version: 0 })).toEqual([
        expect.stringMatching(/the version must be a whole number from 1/),
      ]);
      expect(told({ id: "No name" })).toEqual([expect.stringMatching(/^No name@1: the id must be 1 to 32/)]);
    }),
  );
});
