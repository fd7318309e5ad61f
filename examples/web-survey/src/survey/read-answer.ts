import {
  type Answer,
  type DateItem,
  isBlank,
  type MultipleChoiceItem,
  type NamedItem,
  type NumberItem,
  type TextItem,
} from "@lab/survey-schema";
import { type Entered, enteredText } from "./entered.ts";
import type { Mistake } from "./problem.ts";

/** What a field gives: an answer, a mistake, or neither where nothing was entered that need not be. */
export type ReadAnswer =
  | { readonly answer: Answer }
  | { readonly mistake: Mistake }
  | { readonly answer?: never; readonly mistake?: never };

/** Reads what was entered for an item that is shown. */
export function readAnswer(item: NamedItem, entered: Entered): ReadAnswer {
  const text = enteredText(entered, item.name).trim();
  if (entered.unreadable.has(item.name)) return unreadable(item);
  if (item.kind === "multiple_choice") return readChoices(item, entered.values.get(item.name) ?? []);
  if (item.kind === "text" ? isBlank(text) : text === "") {
    return item.required ? { mistake: { code: "missing", kind: item.kind } } : {};
  }
  switch (item.kind) {
    case "likert":
    case "slider":
      return { answer: Number(text) };
    case "number":
      return readNumber(item, text);
    case "text":
      return readText(item, text);
    case "date":
      return readDate(item, text);
    case "single_choice":
    case "time":
      return { answer: text };
  }
}

function unreadable({ kind }: NamedItem): ReadAnswer {
  switch (kind) {
    case "date":
      return { mistake: { code: "not_a_date" } };
    case "time":
      return { mistake: { code: "not_a_time" } };
    default:
      return { mistake: { code: "not_accepted" } };
  }
}

function readChoices(
  { required, minChoices, maxChoices }: MultipleChoiceItem,
  codes: readonly string[],
): ReadAnswer {
  const { length } = codes;
  // Where nothing has to be chosen, choosing nothing is an answer of who is asked for one.
  if (length === 0 && !required) return {};
  if (length === 0 && minChoices > 0) return { mistake: { code: "missing", kind: "multiple_choice" } };
  if (length < minChoices) return { mistake: { code: "too_few", choices: minChoices } };
  if (length > maxChoices) return { mistake: { code: "too_many", choices: maxChoices } };
  return { answer: codes };
}

/** A sign, digits, and a point or a comma with digits: half of the world writes a comma. */
const NUMBER = /^([+-]?)(\d*)(?:[.,](\d+))?$/;

function readNumber({ min, max, decimals }: NumberItem, text: string): ReadAnswer {
  // Some keyboards write a minus sign that is none for JavaScript.
  const [, sign = "", whole = "", fraction = ""] = NUMBER.exec(text.replace(/^[\u2212\u2013]/, "-")) ?? [];
  if (whole + fraction === "") return { mistake: { code: "not_a_number" } };
  // Zeros count, too: 1,000 is a thousand in one language and one in another, and must not be taken for the
  // wrong one.
  if (fraction.length > decimals) return { mistake: { code: "too_many_decimals", decimals } };
  const answer = Number(`${sign}${whole}.${fraction}`) + 0;
  return answer < min || answer > max ? { mistake: { code: "out_of_range", min, max } } : { answer };
}

function readText({ maxCharacters }: TextItem, text: string): ReadAnswer {
  const characters = [...text].length;
  return characters > maxCharacters
    ? { mistake: { code: "too_long", characters, max: maxCharacters } }
    : { answer: text };
}

function readDate({ min, max }: DateItem, text: string): ReadAnswer {
  if (min !== undefined && text < min) return { mistake: { code: "too_early", limit: min } };
  if (max !== undefined && text > max) return { mistake: { code: "too_late", limit: max } };
  return { answer: text };
}
