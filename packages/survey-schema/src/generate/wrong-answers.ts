import { isDate } from "../judge/dates.ts";
import type { NamedItem } from "../questionnaire/item.ts";

/** An answer that an item cannot have, and what the judge says of it. */
export interface WrongAnswer {
  readonly answer: unknown;
  /** The code of its issue. */
  readonly code: string;
  /** Where in the answer. Left out: all of it. */
  readonly index?: number;
}

/** Neither an option's code, since a name has at most 32 characters, nor the beginning of one. */
const noCode = "x".repeat(33);
const DAY = 86_400_000;

/** One wrong answer to an item for each way in which its answer can be wrong. */
export function wrongAnswers(item: NamedItem): WrongAnswer[] {
  switch (item.kind) {
    case "likert":
      return [
        { answer: "1", code: "invalid_type" },
        { answer: 1.5, code: "invalid_type" },
        { answer: 0, code: "too_small" },
        { answer: item.points + 1, code: "too_big" },
      ];
    case "slider": {
      const { min, max, step } = item;
      return [
        { answer: String(min), code: "invalid_type" },
        { answer: min - step, code: "too_small" },
        { answer: max + step, code: "too_big" },
        { answer: min + step / 2, code: "custom" },
      ];
    }
    case "number": {
      const { min, max, decimals } = item;
      const smallest = 10 ** -decimals;
      const nearest = (value: number) => Number(value.toFixed(decimals));
      return [
        { answer: String(min), code: "invalid_type" },
        { answer: nearest(min - smallest), code: "too_small" },
        { answer: nearest(max + smallest), code: "too_big" },
        { answer: min + smallest / 2, code: "custom" },
      ];
    }
    case "single_choice":
      return [
        { answer: 1, code: "invalid_value" },
        { answer: noCode, code: "invalid_value" },
      ];
    case "multiple_choice": {
      const { options, minChoices, maxChoices } = item;
      const codes = options.map(({ code }) => code);
      const [first = noCode, ...others] = codes;
      const few = Math.max(minChoices, 2);
      return [
        { answer: {}, code: "invalid_type" },
        { answer: [noCode, ...codes.slice(1, maxChoices)], code: "invalid_value", index: 0 },
        ...(minChoices > 0 ? [{ answer: codes.slice(0, minChoices - 1), code: "too_small" }] : []),
        ...(maxChoices < codes.length ? [{ answer: codes.slice(0, maxChoices + 1), code: "too_big" }] : []),
        ...(few <= maxChoices
          ? [{ answer: [first, first, ...others.slice(0, few - 2)], code: "custom" }]
          : []),
      ];
    }
    case "text":
      return [
        { answer: 1, code: "invalid_type" },
        { answer: "😀".repeat(item.maxCharacters + 1), code: "custom" },
      ];
    case "date": {
      const { min, max } = item;
      const year = (min ?? max ?? "2021").slice(0, 4);
      const outside = [
        ...(min === undefined ? [] : [dayFrom(min, -1)]),
        ...(max === undefined ? [] : [dayFrom(max, 1)]),
      ];
      return [
        { answer: 1, code: "invalid_type" },
        ...[`${year}-02-30`, ...outside.filter(isDate)].map((answer) => ({ answer, code: "custom" })),
      ];
    }
    case "time":
      return [
        { answer: 1, code: "invalid_type" },
        { answer: "24:00", code: "invalid_format" },
      ];
  }
}

/** The day so many days later. Before the year 0 and after 9999 it is no date of ours. */
function dayFrom(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().replace(/T.*/, "");
}
