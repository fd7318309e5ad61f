import fc from "@lab/testing/fast-check";
import { breakRules, type Chance, type Questionnaire, randomAnswers } from "../../src/index.ts";
import { anyChance } from "../random/any-chance.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Values that are right in some field, or nearly so. */
const values: readonly unknown[] = [
  ...[null, true, 0, -1, 1, 2, 0.5, 1.000_000_4, 99, 1e9, -0],
  ...[
    "",
    "a",
    " ",
    "0001",
    "user 1",
    "😀".repeat(61),
    "x".repeat(65),
    "no",
    "to_string",
    "random@1",
    "other@1",
  ],
  ...["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "0000-01-01", "9999-12-31", "2024-04-31"],
  ...["00:00", "23:59", "24:00", "7:00", "022924000000", "022923000000", "123199235959", "043121000000"],
  ...["2024-02-29T12:00:00Z", "2023-02-29T12:00:00Z", "2024-01-01T23:59:59.123456789-03:30"],
  ...["2024-01-01T24:00:00Z", "2024-01-01 12:00:00Z", "+02:00", "-14:59", "+15:00", "Z"],
  ...["Europe/Berlin", "Etc/GMT+5", "a/b/c/d", "Berlin time"],
  ...[[], ["a"], ["no", "to_string"], ["a", "a"], ["a", 1], {}, { a: 1 }],
];

const times = ["timezone", "utc_offset", "scheduled_at", "notified_at", "started_at"];
const names = ["user_id", "timestamp", "time_elapsed", "questionnaire", ...times, "further"];

/** One field otherwise: another value, another field's value, or none. */
const anyChange = fc.record({
  field: fc.nat(),
  to: fc.oneof(
    fc.constantFrom(...values).map((value) => ({ value })),
    fc.nat().map((other) => ({ other })),
    fc.constant({}),
  ),
});
type Change = typeof anyChange extends fc.Arbitrary<infer One> ? One : never;

function changed(fields: Fields, items: Questionnaire["items"], { field, to }: Change): Fields {
  const all = [...names, ...items.map(({ name }) => name)];
  const at = (index: number) => all[index % all.length] ?? "";
  if ("value" in to) return { ...fields, [at(field)]: to.value };
  if ("other" in to) return { ...fields, [at(field)]: fields[at(to.other)] };
  return { ...fields, [at(field)]: undefined };
}

/** Draws the documents that are made of a questionnaire: right ones, ones with one thing wrong, and ones with several fields otherwise. */
export interface DrawnDocuments {
  readonly chance: Chance;
  readonly isNamed: boolean;
  readonly changes: readonly (readonly Change[])[];
}

export const anyDocuments: fc.Arbitrary<DrawnDocuments> = fc.record({
  chance: anyChance,
  isNamed: fc.boolean(),
  changes: fc.array(fc.array(anyChange, { minLength: 1, maxLength: 3 }), { minLength: 10, maxLength: 30 }),
});

/** The documents as JSON texts. */
export function documentsOf(
  questionnaire: Questionnaire,
  { chance, isNamed, changes }: DrawnDocuments,
): string[] {
  const { items, rules } = questionnaire;
  const survey = {
    user_id: "0001",
    timestamp: "092821120000",
    time_elapsed: rules.maxSeconds ?? (rules.minSeconds ?? 0) + 1,
    ...(isNamed && { questionnaire: "random@1", timezone: "Europe/Berlin", utc_offset: "+02:00" }),
    ...randomAnswers(questionnaire, chance),
  };
  const broken = breakRules(questionnaire, survey).map(({ fields }) => fields);
  const mutated = changes.map((some) =>
    some.reduce<Fields>((fields, change) => changed(fields, items, change), survey),
  );
  return [survey, ...broken, ...mutated].map((fields) => JSON.stringify(fields));
}
