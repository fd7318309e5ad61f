import { isBlank } from "@lab/survey-schema";
import type { CodebookVariable, VersionedText } from "@lab/survey-schema/codebook";
import type { Choice, ItemTrend, Measure } from "../report-data.ts";
import { dayOf } from "./days.ts";
import { ValueCounts } from "./value-counts.ts";

/** Collects the answers to an item, step by step. */
export interface TrendBuilder {
  /**
   * @param answer - as the survey has it; undefined if it was not answered.
   * @param on - the date of the survey.
   */
  add(step: number, answer: unknown, on: string): void;
  readonly answers: number;
  trend(steps: number): ItemTrend;
}

/** Collects what suits the kind of the item. */
export function trendBuilder(variable: CodebookVariable): TrendBuilder {
  switch (variable.kind) {
    case "likert":
    case "single_choice":
    case "multiple_choice":
      return choiceTrend(choicesOf(variable), variable.kind === "multiple_choice");
    case "slider":
    case "number":
      return spreadTrend("answer", (answer) => (typeof answer === "number" ? answer : undefined));
    case "time":
      return spreadTrend("time_of_day", (answer) => minutesOf(answer));
    case "date":
      return spreadTrend("days_before", (answer, on) =>
        typeof answer === "string" ? dayOf(on) - dayOf(answer) : undefined,
      );
    case "text":
      return spreadTrend("characters", (answer) =>
        typeof answer === "string" && !isBlank(answer) ? [...answer].length : undefined,
      );
  }
}

/** A text in the words of the newest version: in English if there is any, since the report is. */
export function newestText(texts: readonly VersionedText[]): string {
  const language = texts.some((text) => text.language === "en") ? "en" : texts[0]?.language;
  const newest = texts
    .filter((text) => text.language === language)
    .sort((a, b) => Math.max(...b.versions) - Math.max(...a.versions));
  return newest[0]?.value ?? "";
}

function choicesOf({ kind, range, values }: CodebookVariable): Choice[] {
  const labels = new Map(values.map(({ value, labels: texts }) => [value, newestText(texts)]));
  if (kind !== "likert") return [...labels].map(([value, label]) => ({ value, label }));
  const [low, high] = [Number(range.min), Number(range.max)];
  return Array.from({ length: high - low + 1 }, (_, index) => {
    const value = low + index;
    return { value, label: labels.get(value) ?? "" };
  });
}

function choiceTrend(choices: readonly Choice[], several: boolean): TrendBuilder {
  const place = new Map(choices.map(({ value }, index) => [value, index]));
  const answersOf: number[] = [];
  const chosen: number[][] = [];
  let answers = 0;
  return {
    get answers() {
      return answers;
    },
    add(step, answer) {
      if (answer === undefined) return;
      answers++;
      answersOf[step] = (answersOf[step] ?? 0) + 1;
      const counts = chosen[step] ?? choices.map(() => 0);
      for (const one of Array.isArray(answer) ? answer : [answer]) {
        const index = place.get(one);
        if (index !== undefined) counts[index] = (counts[index] ?? 0) + 1;
      }
      chosen[step] = counts;
    },
    trend: (steps) => ({
      kind: "choices",
      several,
      choices,
      answers: Array.from({ length: steps }, (_, step) => answersOf[step] ?? 0),
      chosen: Array.from({ length: steps }, (_, step) => chosen[step] ?? choices.map(() => 0)),
    }),
  };
}

function spreadTrend(
  measure: Measure,
  measured: (answer: unknown, on: string) => number | undefined,
): TrendBuilder {
  const values: ValueCounts[] = [];
  let answers = 0;
  return {
    get answers() {
      return answers;
    },
    add(step, answer, on) {
      const value = measured(answer, on);
      if (value === undefined) return;
      answers++;
      values[step] ??= new ValueCounts();
      values[step].add(value);
    },
    trend: (steps) => ({
      kind: "spread",
      measure,
      steps: Array.from({ length: steps }, (_, step) => values[step]?.spread()),
    }),
  };
}

function minutesOf(answer: unknown): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(String(answer)) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
