import fc from "@lab/testing/fast-check";
import {
  defineQuestionnaire,
  type Item,
  mean,
  type NamedItem,
  type Questionnaire,
  type QuestionnaireDefinition,
  type Score,
  sum,
} from "../../src/index.ts";
import { nameProblem } from "../../src/questionnaire/names.ts";
import { anyCondition, conditionOver, type DrawnCondition } from "./any-condition.ts";
import { anyItem, anyWording, type MakeItem } from "./any-item.ts";

/** What `defineQuestionnaire` takes, and is right. */
export type Definition = QuestionnaireDefinition<string, number, Readonly<Record<string, Item>>>;

interface DrawnItem {
  readonly name: string;
  readonly make: MakeItem;
  readonly required: boolean;
  readonly condition: DrawnCondition;
}

const names = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/).filter((name) => nameProblem(name) === undefined);
const consequence = fc.constantFrom("reject" as const, "flag" as const);

function itemsOf(drawn: readonly DrawnItem[]): Record<string, Item> {
  const items: Record<string, Item> = {};
  const before: NamedItem[] = [];
  for (const { name, make, required, condition } of drawn) {
    const showIf = conditionOver(before, condition);
    const item = make({ required, ...(condition.length > 0 && { showIf }) });
    items[name] = item;
    before.push({ name, ...item });
  }
  return items;
}

/** Scores of what can be scored: of all of it, and of one item. */
function scoresOver(items: Readonly<Record<string, Item>>): Record<string, Omit<Score, "name">> {
  const scored = Object.entries(items)
    .filter(([, item]) => item.kind === "likert" || item.kind === "slider" || item.kind === "number")
    .filter(([, item]) => !("expect" in item))
    .map(([name]) => name);
  const [first] = scored;
  if (first === undefined) return {};
  return { score_of_all: sum(scored, { maxMissing: scored.length - 1 }), score_of_one: mean([first]) };
}

function definitionIn(languages: readonly string[]): fc.Arbitrary<Definition> {
  const wording = anyWording(languages);
  const scale = anyItem(languages).filter((make) => {
    const item = make({});
    return item.kind === "likert" && item.expect === undefined;
  });
  const drawn = (make: fc.Arbitrary<MakeItem>) =>
    fc.record({
      name: names,
      make,
      required: fc.boolean(),
      condition: fc.oneof(fc.constant([]), anyCondition),
    });
  // Straight-lining needs five items of one scale.
  const block = fc.oneof(
    fc.constant([]),
    scale.chain((make) => {
      const alike = names.map((name) => ({ name, make, required: true, condition: [] }));
      return fc.array(alike, { minLength: 5, maxLength: 6 });
    }),
  );
  return fc
    .record({
      title: wording,
      drawn: fc.tuple(fc.array(drawn(anyItem(languages)), { minLength: 1, maxLength: 8 }), block),
      minSeconds: fc.option(
        fc.nat(200).map((tenths) => tenths / 10),
        { nil: undefined },
      ),
      patience: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
      straightLined: fc.boolean(),
      consequences: fc.record({ too_fast: consequence, no_text: consequence, failed_check: consequence }),
    })
    .map(({ title, drawn: [some, alike], minSeconds, patience, straightLined, consequences }) => {
      const items = itemsOf([...new Map([...some, ...alike].map((one) => [one.name, one])).values()]);
      const hasCheck = Object.values(items).some((item) => "expect" in item);
      return {
        id: "random",
        version: 1,
        title,
        languages,
        items,
        rules: {
          ...(minSeconds !== undefined && { minSeconds }),
          ...(patience !== undefined && { maxSeconds: (minSeconds ?? 0) + patience }),
          straightLined,
          consequences: { ...consequences, ...(!hasCheck && { failed_check: "reject" }) },
        },
        scores: scoresOver(items),
      };
    });
}

/** Any right definition of `random@1`, in one language or several. */
export const anyDefinition: fc.Arbitrary<Definition> = fc.oneof(
  definitionIn(["en"]),
  definitionIn(["en", "de"]),
  definitionIn(["pt-BR", "de", "en"]),
);

/** The questionnaire of any right definition. */
export const anyQuestionnaire: fc.Arbitrary<Questionnaire> = anyDefinition.map((definition) =>
  defineQuestionnaire(definition),
);
