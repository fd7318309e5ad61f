/** What is asked of one earlier answer. All that is given must hold. An item that was not answered passes no test. */
export interface AnswerTest {
  /** The answer is this code or number. */
  readonly equals?: string | number;
  /** It is another one. */
  readonly not?: string | number;
  /** It is one of these. */
  readonly oneOf?: readonly (string | number)[];
  /** The chosen codes of a multiple choice have this one. */
  readonly includes?: string;
  /** They do not have it. */
  readonly excludes?: string;
  /** The number is this or more. */
  readonly atLeast?: number;
  /** The number is this or less. */
  readonly atMost?: number;
}

/** On which earlier answers an item is shown, by their items' names. All tests must pass. */
export type Condition = Readonly<Record<string, AnswerTest>>;

/**
 * Whether an item with this condition is shown to whoever gave these answers.
 *
 * @param answers - the answers so far, by item name.
 * @example isShown({ company: { excludes: "alone" } }, { company: ["friends"] }) // true
 */
export function isShown(
  condition: Condition | undefined,
  answers: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(condition ?? {}).every(([name, test]) => {
    const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
    return answer !== undefined && passes(answer, test);
  });
}

function passes(answer: unknown, test: AnswerTest): boolean {
  const { equals, not, oneOf, includes, excludes, atLeast, atMost } = test;
  const codes: readonly unknown[] = Array.isArray(answer) ? answer : [];
  const size = typeof answer === "number" ? answer : Number.NaN;
  return (
    (equals === undefined || answer === equals) &&
    (not === undefined || answer !== not) &&
    (oneOf === undefined || oneOf.some((one) => one === answer)) &&
    (includes === undefined || codes.includes(includes)) &&
    (excludes === undefined || !codes.includes(excludes)) &&
    (atLeast === undefined || size >= atLeast) &&
    (atMost === undefined || size <= atMost)
  );
}
