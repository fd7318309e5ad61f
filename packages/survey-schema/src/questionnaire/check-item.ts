import { isDate } from "../judge/dates.ts";
import type { WordingsOf } from "./check-questionnaire.ts";
import type { ChoiceOption, NamedItem } from "./item.ts";
import { NAME, NAME_IN_WORDS } from "./names.ts";

/** DynamoDB and the form take longer texts, but no participant types one on a phone. */
const MAX_CHARACTERS = 50_000;
const MAX_POINTS = 100;
const MAX_DECIMALS = 6;
const LARGEST = 1_000_000_000;

/** What is wrong with one item by itself, and the wordings that it has. */
export function checkItem(item: NamedItem): { problems: string[]; wordings: WordingsOf } {
  const { problems, wordings } = checkKind(item);
  return { problems, wordings: [["the label", item.label], ["the help", item.help], ...wordings] };
}

function checkKind(item: NamedItem): { problems: string[]; wordings: WordingsOf } {
  const problems: string[] = [];
  const require = (holds: boolean, otherwise: string) => {
    if (!holds) problems.push(otherwise);
  };
  switch (item.kind) {
    case "likert": {
      const { points, anchors, expect } = item;
      require(Number.isInteger(points) &&
        points >= 2 &&
        points <= MAX_POINTS, `the scale must have 2 to ${MAX_POINTS} points`);
      require(expect === undefined ||
        (Number.isInteger(expect) && expect >= 1 && expect <= points), "expect must be one of its points");
      return {
        problems,
        wordings: anchors.map(({ point, label }) => [`the label of point ${point}`, label]),
      };
    }
    case "slider": {
      const { min, max, step, low, high } = item;
      require(min < max, "min must be less than max");
      require([min, max, step].every((size) =>
        isPlainNumber(size, MAX_DECIMALS),
      ), `min, max and step must be numbers up to ${LARGEST} with at most ${MAX_DECIMALS} decimals`);
      require(step > 0 && isWhole((max - min) / step), "step must divide the way from min to max");
      return {
        problems,
        wordings: [
          ["the label of the low end", low],
          ["the label of the high end", high],
        ],
      };
    }
    case "single_choice": {
      const { options, expect } = item;
      problems.push(...optionProblems(options));
      require(expect === undefined ||
        options.some(({ code }) => code === expect), "expect must be the code of one of its options");
      return { problems, wordings: optionWordings(options) };
    }
    case "multiple_choice": {
      const { options, minChoices, maxChoices } = item;
      problems.push(...optionProblems(options));
      require(Number.isInteger(minChoices) &&
        Number.isInteger(maxChoices) &&
        minChoices >= 0 &&
        maxChoices >= Math.max(1, minChoices) &&
        maxChoices <=
          options.length, "minChoices and maxChoices must be whole numbers in order, and no more than there are options");
      return { problems, wordings: optionWordings(options) };
    }
    case "number": {
      const { min, max, decimals, unit } = item;
      require(min < max, "min must be less than max");
      const isPossible = Number.isInteger(decimals) && decimals >= 0 && decimals <= MAX_DECIMALS;
      require(isPossible, `decimals must be a whole number from 0 to ${MAX_DECIMALS}`);
      // Otherwise an end could not be answered, and the range might have no answer at all.
      const digits = isPossible ? decimals : MAX_DECIMALS;
      require([min, max].every((size) =>
        isPlainNumber(size, digits),
      ), `min and max must be numbers up to ${LARGEST}, with no more decimals than the answers`);
      return { problems, wordings: [["the unit", unit]] };
    }
    case "text":
      require(Number.isInteger(item.maxCharacters) &&
        item.maxCharacters >= 1 &&
        item.maxCharacters <=
          MAX_CHARACTERS, `maxCharacters must be a whole number from 1 to ${MAX_CHARACTERS}`);
      return { problems, wordings: [] };
    case "date": {
      const { min, max } = item;
      require([min, max].every(
        (limit) => limit === undefined || isDate(limit),
      ), "min and max must be real dates, YYYY-MM-DD");
      require(min === undefined || max === undefined || min <= max, "min must not be after max");
      return { problems, wordings: [] };
    }
    case "time":
      return { problems, wordings: [] };
  }
}

/** Sizes that keep their last decimal digit whatever is computed with them. */
function isPlainNumber(value: number, decimals: number): boolean {
  return Math.abs(value) <= LARGEST && Number(value.toFixed(decimals)) === value;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

function optionProblems(options: readonly ChoiceOption[]): string[] {
  return [
    ...(options.length < 2 ? ["it needs at least two options"] : []),
    ...options
      .filter(({ code }) => !NAME.test(code))
      .map(({ code }) => `the code ${JSON.stringify(code)} must be ${NAME_IN_WORDS}`),
  ];
}

function optionWordings(options: readonly ChoiceOption[]): WordingsOf {
  return options.map(({ code, label }) => [`the label of ${code}`, label]);
}
