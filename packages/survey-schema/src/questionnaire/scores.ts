import type { NamedItem } from "./item.ts";
import type { Questionnaire, Score } from "./questionnaire.ts";

/** Options of a score. */
export interface ScoreOptions {
  /** How many items may lack an answer. Default: 0. */
  readonly maxMissing?: number;
}

/**
 * A score that is the mean of its items' answers.
 *
 * @example scores: { positive_affect: mean(["active", "alert", "attentive"], { maxMissing: 1 }) }
 */
export function mean(items: readonly string[], { maxMissing = 0 }: ScoreOptions = {}): Omit<Score, "name"> {
  return { combine: "mean", items, maxMissing };
}

/** A score that is the sum of its items' answers. A missing one counts as the mean of the others. */
export function sum(items: readonly string[], { maxMissing = 0 }: ScoreOptions = {}): Omit<Score, "name"> {
  return { combine: "sum", items, maxMissing };
}

/** The lowest and the highest answer of an item whose answers are numbers on a scale. */
export function scaleOf(item: NamedItem): { readonly min: number; readonly max: number } | undefined {
  switch (item.kind) {
    case "likert":
      return { min: 1, max: item.points };
    case "slider":
    case "number":
      return { min: item.min, max: item.max };
    default:
      return undefined;
  }
}

/**
 * Computes a questionnaire's scores from the answers of one survey.
 *
 * @returns by score name: the score, or `undefined` when more items lack an answer than may.
 */
export function scoresOf(
  { items, scores }: Pick<Questionnaire, "items" | "scores">,
  answers: Readonly<Record<string, unknown>>,
): Record<string, number | undefined> {
  const byName = new Map(items.map((item) => [item.name, item]));
  return Object.fromEntries(
    scores.map((score) => {
      const values = score.items.flatMap((name) => {
        const item = byName.get(name);
        return item === undefined ? [] : scoredAnswer(item, answers);
      });
      return [score.name, combined(score, values)];
    }),
  );
}

/** An answer as it counts in a score: from the other end of the scale when the item is reverse-scored. None when it is missing. */
function scoredAnswer(item: NamedItem, answers: Readonly<Record<string, unknown>>): number[] {
  const answer = Object.hasOwn(answers, item.name) ? answers[item.name] : undefined;
  const scale = scaleOf(item);
  if (typeof answer !== "number" || scale === undefined) return [];
  return ["reverse" in item && item.reverse ? scale.min + scale.max - answer : answer];
}

function combined({ combine, items, maxMissing }: Score, values: readonly number[]): number | undefined {
  if (values.length === 0 || items.length - values.length > maxMissing) return undefined;
  const average = values.reduce((total, value) => total + value, 0) / values.length;
  return combine === "mean" ? average : average * items.length;
}
