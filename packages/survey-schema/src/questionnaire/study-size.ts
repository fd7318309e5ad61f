import type { NamedItem } from "./item.ts";
import { ownAttributes } from "./names.ts";
import type { Questionnaire } from "./questionnaire.ts";

/** DynamoDB stores a number in at most 21 bytes. */
const NUMBER_BYTES = 21;
/** A list or a map has 3 bytes, and 1 for each of its elements. */
const CONTAINER_BYTES = 3;
/** The most bytes that a Unicode character takes in UTF-8. */
const CHARACTER_BYTES = 4;
/** Key, count, times, format and tombstone of a record, generously. */
const RECORD_BYTES = 1_024;
/** A submission time. */
const TIME_BYTES = 19;

/**
 * How many bytes a participant's record has at most, by DynamoDB's rules, when everything was answered as long as can be.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function largestRecord(
  questionnaires: readonly Questionnaire[],
  defaultId: string | undefined,
): number {
  const largest = new Map<string, number>();
  for (const { id, items } of questionnaires) {
    const isDefault = id === defaultId;
    const names = ownAttributes(id);
    const overhead = isDefault
      ? 0
      : CONTAINER_BYTES + TIME_BYTES + NUMBER_BYTES + Object.values(names).join("").length;
    const size = items.reduce((total, item) => total + 1 + item.name.length + largestAnswer(item), overhead);
    largest.set(id, Math.max(size, largest.get(id) ?? 0));
  }
  return [...largest.values()].reduce((total, size) => total + size, RECORD_BYTES);
}

/** The bytes of an item's largest answer. */
export function largestAnswer(item: NamedItem): number {
  switch (item.kind) {
    case "likert":
    case "slider":
    case "number":
      return NUMBER_BYTES;
    case "single_choice":
      return Math.max(...item.options.map(({ code }) => code.length));
    case "multiple_choice":
      return item.options.reduce((total, { code }) => total + 1 + code.length, CONTAINER_BYTES);
    case "text":
      return CHARACTER_BYTES * item.maxCharacters;
    case "date":
      return "YYYY-MM-DD".length;
    case "time":
      return "HH:MM".length;
  }
}
