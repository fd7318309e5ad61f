import * as z from "zod/mini";
import type { NamedItem } from "../questionnaire/item.ts";
import type { Questionnaire } from "../questionnaire/questionnaire.ts";
import { isDate } from "./dates.ts";
import { TEXT } from "./envelope.ts";

/** A time of day. */
export const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** By the items. Each is made once, when the first survey of its questionnaire comes, since making one takes far longer than using it. */
const made = new WeakMap<object, AnswersSchema>();

/**
 * The shape of a questionnaire's answers. An item that is required is only demanded here if it is always shown. Whether the others
 * have to be there depends on the other answers.
 */
export function answersSchema({ items }: Pick<Questionnaire, "items">): AnswersSchema {
  const schema = made.get(items) ?? makeSchema(items);
  made.set(items, schema);
  return schema;
}

function makeSchema(items: readonly NamedItem[]) {
  return z.object(
    Object.fromEntries(
      items.map((item) => {
        const schema = answerSchema(item);
        return [item.name, item.required && item.showIf === undefined ? schema : z.optional(schema)];
      }),
    ),
  );
}

/** See {@link answersSchema}. */
export type AnswersSchema = ReturnType<typeof makeSchema>;

function answerSchema(item: NamedItem) {
  switch (item.kind) {
    case "likert": {
      const message = `must be an integer from 1 to ${item.points}`;
      return z.int(message).check(z.minimum(1, message), z.maximum(item.points, message));
    }
    case "slider": {
      const { min, max, step } = item;
      const inSteps = step === 1 ? "a whole number" : `a number in steps of ${step}`;
      // Whole numbers are exact.
      const isExact = Number.isInteger(min) && Number.isInteger(step);
      return numberFrom(min, max, inSteps, (value) =>
        isExact ? Number.isInteger(value) && (value - min) % step === 0 : isWhole((value - min) / step),
      );
    }
    case "number": {
      const { min, max, decimals } = item;
      const digits = decimals === 0 ? "a whole number" : `a number with at most ${decimals} decimals`;
      return numberFrom(min, max, digits, (value) => Number(value.toFixed(decimals)) === value);
    }
    case "single_choice":
      return z.enum(
        item.options.map(({ code }) => code),
        "must be the code of one of the options",
      );
    case "multiple_choice": {
      const { options, minChoices, maxChoices } = item;
      const codes = options.map(({ code }) => code);
      const message = `must be a list of ${minChoices} to ${maxChoices} codes of options, none twice`;
      return z.array(z.enum(codes, message), message).check(
        z.minLength(minChoices, message),
        z.maxLength(maxChoices, message),
        z.refine((chosen) => new Set(chosen).size === chosen.length, message),
      );
    }
    case "text": {
      const { maxCharacters } = item;
      return z
        .string(TEXT)
        .check(
          z.refine((text) => isAtMost(maxCharacters, text), `must be at most ${maxCharacters} characters`),
        );
    }
    case "date": {
      const { min = "0000-00-00", max = "9999-99-99" } = item;
      return z.string(TEXT).check(
        z.refine(isDate, "must be a real date, YYYY-MM-DD"),
        z.refine((day) => day >= min && day <= max, `must be a date from ${min} to ${max}`),
      );
    }
    case "time":
      return z.string(TEXT).check(z.regex(TIME, "must be a time of day, HH:MM"));
  }
}

function numberFrom(min: number, max: number, what: string, fits: (value: number) => boolean) {
  const message = `must be ${what} from ${min} to ${max}`;
  return z.number(message).check(z.minimum(min, message), z.maximum(max, message), z.refine(fits, message));
}

/** Steps such as 0.1 are no exact doubles, so a whole number of them is one only nearly. */
function isWhole(steps: number): boolean {
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

function isAtMost(characters: number, text: string): boolean {
  if (text.length <= characters) return true;
  if (text.length > 2 * characters) return false;
  return [...text].length <= characters;
}
