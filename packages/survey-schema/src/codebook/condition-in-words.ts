import type { AnswerTest, Condition } from "../questionnaire/condition.ts";

const inWords: Readonly<Record<keyof AnswerTest, string>> = {
  equals: "is",
  not: "is answered and is not",
  oneOf: "is one of",
  includes: "includes",
  excludes: "is answered and does not include",
  atLeast: "is at least",
  atMost: "is at most",
};

/**
 * A condition as a person reads it.
 *
 * @param quote - How names and codes are written. Default: as they are.
 * @example conditionInWords({ sleep: { atLeast: 4 }, place: { equals: "home" } }) // "sleep is at least 4 and place is home"
 */
export function conditionInWords(
  condition: Condition,
  quote: (name: string) => string = (name) => name,
): string {
  return Object.entries(condition)
    .flatMap(([name, test]) => testsInWords(test, quote).map((tested) => `${quote(name)} ${tested}`))
    .join(" and ");
}

function testsInWords(
  { equals, not, oneOf, includes, excludes, atLeast, atMost }: AnswerTest,
  quote: (name: string) => string,
): string[] {
  const tests = { equals, not, oneOf: oneOf?.map(String), includes, excludes, atLeast, atMost };
  const say = (value: string | number) => (typeof value === "string" ? quote(value) : String(value));
  return operators.flatMap((operator) => {
    const value = tests[operator];
    if (value === undefined) return [];
    return [`${inWords[operator]} ${typeof value === "object" ? value.map(say).join(", ") : say(value)}`];
  });
}

const operators = ["equals", "not", "oneOf", "includes", "excludes", "atLeast", "atMost"] as const;
