import type { AnswerTest } from "./condition.ts";
import type { NamedItem } from "./item.ts";
import { scaleOf } from "./scores.ts";

/** What is wrong with the condition on which an item is shown. */
export function checkCondition(
  { showIf }: NamedItem,
  before: readonly NamedItem[],
  all: readonly NamedItem[],
): string[] {
  return Object.entries(showIf ?? {}).flatMap(([name, test]) => {
    const asked = before.find((item) => item.name === name);
    if (asked !== undefined) return testProblems(asked, test).map((what) => `showIf ${name}: ${what}`);
    return all.some((item) => item.name === name)
      ? [`showIf ${name}: that item is not asked before this one; move this one behind it`]
      : [`showIf ${name}: there is no such item`];
  });
}

function testProblems(asked: NamedItem, test: AnswerTest): string[] {
  const tests = Object.entries(test).filter(([, value]) => value !== undefined);
  if (tests.length === 0) return ["it tests nothing; write for example { equals: … }"];
  return tests.flatMap(([operator, value]) => {
    if (!operatorsFor(asked).includes(operator)) {
      return [`${operator} does not fit this kind of item; use ${operatorsFor(asked).join(", ")}`];
    }
    const wanted: readonly unknown[] = Array.isArray(value) ? value : [value];
    return wanted
      .filter((one) => !isPossible(asked, one))
      .map((one) => `${JSON.stringify(one)} is no answer that this item can have`);
  });
}

const numberTests = ["equals", "not", "oneOf", "atLeast", "atMost"];

/** The tests that make sense for an item, and are therefore allowed. */
function operatorsFor(item: NamedItem): readonly string[] {
  if (scaleOf(item) !== undefined) return numberTests;
  return item.kind === "multiple_choice" ? ["includes", "excludes"] : ["equals", "not", "oneOf"];
}

function isPossible(item: NamedItem, value: unknown): boolean {
  const scale = scaleOf(item);
  if (scale !== undefined) return typeof value === "number" && value >= scale.min && value <= scale.max;
  return "options" in item ? item.options.some(({ code }) => code === value) : typeof value === "string";
}
