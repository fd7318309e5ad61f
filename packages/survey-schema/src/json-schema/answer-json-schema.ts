import { TIME } from "../judge/answers-schema.ts";
import type { NamedItem } from "../questionnaire/item.ts";
import { DATE_PATTERN, dateLimitPattern } from "./date-patterns.ts";
import type { JsonSchema } from "./json-schema.ts";

/** The JSON Schema of the answer to one item. */
export function answerJsonSchema(item: NamedItem): JsonSchema {
  switch (item.kind) {
    case "likert":
      return { type: "integer", minimum: 1, maximum: item.points };
    case "slider": {
      const { min, max, step } = item;
      const range = { minimum: min, maximum: max };
      // Validators compute with doubles, and do not agree on the multiples of a fraction.
      if (!Number.isInteger(min) || !Number.isInteger(step)) return { type: "number", ...range };
      const multiples = step !== 1 && min % step === 0;
      return { type: "integer", ...range, ...(multiples && { multipleOf: step }) };
    }
    case "number":
      return { type: item.decimals === 0 ? "integer" : "number", minimum: item.min, maximum: item.max };
    case "single_choice":
      return { enum: codesOf(item) };
    case "multiple_choice":
      return {
        type: "array",
        items: { enum: codesOf(item) },
        minItems: item.minChoices,
        maxItems: item.maxChoices,
        uniqueItems: true,
      };
    case "text":
      return { type: "string", maxLength: item.maxCharacters };
    case "date": {
      const { min, max } = item;
      const limits = [
        ...(min === undefined ? [] : [{ pattern: dateLimitPattern(min, "from") }]),
        ...(max === undefined ? [] : [{ pattern: dateLimitPattern(max, "to") }]),
      ];
      return { type: "string", pattern: DATE_PATTERN, ...(limits.length > 0 && { allOf: limits }) };
    }
    case "time":
      return { type: "string", pattern: TIME.source };
  }
}

function codesOf({ options }: { readonly options: readonly { readonly code: string }[] }): string[] {
  return options.map(({ code }) => code);
}
