import { isShown } from "../questionnaire/condition.ts";
import type { Answer, NamedItem } from "../questionnaire/item.ts";
import type { Questionnaire } from "../questionnaire/questionnaire.ts";

/** From 0 up to, but not including, 1. */
export type Chance = () => number;

const vocabulary = "a bit tired today but the walk by the river did me good and work was calm".split(" ");
const DAY = 86_400_000;
/** Dates are drawn from the 20 years that begin on this day, where the item does not say otherwise. */
const FIRST_DAY = "2010-01-01";
const DAYS = 7_300;
/** The last that has a year of four digits. */
const LAST_DAY = "9999-12-31";

/**
 * Random answers that the judge accepts: for bursts, simulations and tests. Attention checks have the right answer, and every second
 * item that need not be answered is left out.
 *
 * @param chance - seed it, so that the same answers come again.
 * @example randomAnswers(daily, Math.random) // { q1: 4, q2: 1, …, freetext: "river did me good" }
 */
export function randomAnswers(
  { items }: Pick<Questionnaire, "items">,
  chance: Chance,
): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const item of items) {
    if (!isShown(item.showIf, answers)) continue;
    if (!item.required && chance() < 0.5) continue;
    answers[item.name] = randomAnswer(item, chance);
  }
  return answers;
}

/** A random answer to one item, which is taken to be shown. */
export function randomAnswer(item: NamedItem, chance: Chance): Answer {
  const whole = (min: number, max: number) => min + Math.floor(chance() * (max - min + 1));
  if ("expect" in item && item.expect !== undefined) return item.expect;
  switch (item.kind) {
    case "likert":
      return whole(1, item.points);
    case "slider":
      return rounded(item.min + item.step * whole(0, Math.round((item.max - item.min) / item.step)), 6);
    case "number": {
      const scale = 10 ** item.decimals;
      // Both ends have no more decimals, and are whole but for the last digits that doubles add.
      return rounded(
        whole(Math.round(item.min * scale), Math.round(item.max * scale)) / scale,
        item.decimals,
      );
    }
    case "single_choice":
      return item.options[whole(0, item.options.length - 1)]?.code ?? "";
    case "multiple_choice": {
      const left = item.options.map(({ code }) => code);
      const count = whole(Math.max(1, item.minChoices), item.maxChoices);
      return Array.from({ length: count }, () => left.splice(whole(0, left.length - 1), 1)).flat();
    }
    case "text": {
      const words = Array.from({ length: whole(1, 12) }, () => vocabulary[whole(0, vocabulary.length - 1)]);
      return words.join(" ").slice(0, item.maxCharacters);
    }
    case "date": {
      const first = Date.parse(item.min ?? item.max ?? FIRST_DAY);
      const end = Date.parse(item.max ?? LAST_DAY);
      const last = item.max === undefined ? Math.min(end, first + DAYS * DAY) : end;
      return new Date(first + whole(0, Math.round((last - first) / DAY)) * DAY).toISOString().slice(0, 10);
    }
    case "time":
      return `${twoDigits(whole(0, 23))}:${twoDigits(whole(0, 59))}`;
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** Without the last digits that doubles add, and without -0. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0;
}
