import type { Questionnaire } from "@lab/survey-schema";
import { anyQuestionnaire } from "@lab/survey-schema/random";
import fc from "@lab/testing/fast-check";
import { questionnaireSchema } from "../src/lock/questionnaire-schema.ts";

/** Any questionnaire, and the same one after one change somewhere. */
export const anyChange: fc.Arbitrary<readonly [Questionnaire, Questionnaire]> = anyQuestionnaire.chain(
  (one) => {
    const changes = Object.entries(one)
      .filter(([name]) => name !== "id" && name !== "version")
      .flatMap(([name, value]) => changesOf(value).map((changed) => ({ ...one, [name]: changed })));
    return fc
      .constantFrom(...changes)
      .map((changed) => questionnaireSchema.safeParse(changed))
      .filter(({ success }) => success)
      .map(({ data = one }) => [one, data] as const);
  },
);

/** Every JSON that differs from a value in one place: another leaf, an element less, or two that swapped places. */
function changesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    return elements.flatMap((element, index) => [
      elements.toSpliced(index, 1),
      ...(index > 0 ? [elements.with(index, elements[index - 1]).with(index - 1, element)] : []),
      ...changesOf(element).map((changed) => elements.with(index, changed)),
    ]);
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, one]) =>
      changesOf(one).map((changed) => ({ ...value, [name]: changed })),
    );
  }
  if (typeof value === "number") return [value + 1];
  if (typeof value === "boolean") return [!value];
  return [`${String(value)}x`, value === "reject" ? "flag" : "reject", value === "mean" ? "sum" : "mean"];
}
