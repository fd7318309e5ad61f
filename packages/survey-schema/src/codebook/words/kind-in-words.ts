import type { CodebookVariable } from "../codebook.ts";
import type { Quote } from "./quote.ts";

/** A kind of item, in a word or two. */
export const kindInWords: Readonly<Record<CodebookVariable["kind"], string>> = {
  likert: "Likert scale",
  slider: "slider",
  single_choice: "single choice",
  multiple_choice: "multiple choice",
  number: "number",
  text: "text",
  date: "date",
  time: "time of day",
};

/** What a variable's values look like. */
export function valuesInWords({ kind, range }: CodebookVariable, quote: Quote): string {
  const { min, max, step, decimals } = range;
  switch (kind) {
    case "likert":
      return `a whole number from ${min} to ${max}`;
    case "slider":
      return `a number from ${min} to ${max}, in steps of ${step}`;
    case "single_choice":
      return "the code of one option";
    case "multiple_choice":
      return "a list of the codes that were chosen";
    case "number":
      return `a number from ${min} to ${max}, ${digits(decimals ?? 0)}`;
    case "text":
      return "the text as it was typed";
    case "date":
      return [quote("YYYY-MM-DD"), min && `from ${min} on`, max && `up to ${max}`].filter(Boolean).join(", ");
    case "time":
      return `${quote("HH:MM")}, from ${quote("00:00")} to ${quote("23:59")}`;
  }
}

function digits(decimals: number): string {
  if (decimals === 0) return "without decimals";
  return decimals === 1 ? "with at most 1 decimal" : `with at most ${decimals} decimals`;
}
