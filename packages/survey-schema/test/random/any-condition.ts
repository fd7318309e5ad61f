import fc from "@lab/testing/fast-check";
import {
  type Answer,
  type AnswerTest,
  type Condition,
  type NamedItem,
  randomAnswers,
} from "../../src/index.ts";
import { anyFraction } from "./any-chance.ts";

/** A condition before it is known which items come before: which of them it asks, how, and for what. */
export type DrawnCondition = readonly {
  readonly item: number;
  readonly test: number;
  readonly values: readonly number[];
}[];

export const anyCondition: fc.Arbitrary<DrawnCondition> = fc.array(
  fc.record({
    item: fc.nat(),
    test: fc.nat(),
    values: fc.array(anyFraction, { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 3 },
);

/** The condition over these items. It is empty, and so always holds, where nothing comes before. */
export function conditionOver(before: readonly NamedItem[], drawn: DrawnCondition): Condition {
  return Object.fromEntries(
    drawn.flatMap(({ item, test, values }) => {
      const asked = before[item % before.length];
      if (asked === undefined) return [];
      const tests = testsOf(asked, values);
      return [[asked.name, tests[test % tests.length] ?? {}]];
    }),
  );
}

/** A test with each operator that fits an item, and one with two of them. */
function testsOf(item: NamedItem, values: readonly number[]): AnswerTest[] {
  if (item.kind === "multiple_choice") {
    const [includes = "", excludes = includes] = values.map(
      (value) => item.options[Math.floor(value * item.options.length)]?.code ?? "",
    );
    return [{ includes }, { excludes }, { includes, excludes }];
  }
  const possible = values.map((value) => answerTo(item, value));
  const [first = 0, last = first] = possible;
  const simple: AnswerTest[] = [
    { equals: first },
    { not: first },
    { oneOf: possible },
    { not: first, oneOf: possible },
  ];
  if (typeof first !== "number" || typeof last !== "number") return simple;
  return [...simple, { atLeast: first }, { atMost: first }, { atLeast: first, atMost: last }];
}

function answerTo(item: NamedItem, value: number): string | number {
  const { showIf: _, ...shown } = { ...item, required: true };
  const answer: Answer | undefined = randomAnswers({ items: [shown] }, () => value)[item.name];
  return typeof answer === "number" || typeof answer === "string" ? answer : "";
}
