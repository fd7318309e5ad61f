import type { Consequence } from "../../questionnaire/questionnaire.ts";
import type { Codebook, CodebookVersion, Versioned } from "../codebook.ts";
import { versioned } from "../versioned.ts";

/** Something of a questionnaire in words, with the versions in which it is so. */
export interface NamedWords extends Versioned<string> {
  readonly name: string;
}

type Rule = (version: CodebookVersion) => string | undefined;

/** What becomes of whole surveys in each version, by the code that a survey then has. */
export function rulesInWords({ versions, variables }: Codebook): NamedWords[] {
  const rules: Readonly<Record<string, Rule>> = {
    too_fast: ({ rules: { minSeconds, consequences } }) =>
      minSeconds === undefined
        ? undefined
        : `answered in ${seconds(minSeconds)} or less. ${outcome(consequences.too_fast)}`,
    too_slow: ({ rules: { maxSeconds } }) =>
      maxSeconds === undefined ? undefined : `took more than ${seconds(maxSeconds)}. ${outcome("flag")}`,
    no_text: ({ version, rules: { consequences } }) =>
      variables.some((one) => one.kind === "text" && one.required.some(isIn(version, true)))
        ? `a text that must be answered is blank. ${outcome(consequences.no_text)}`
        : undefined,
    failed_check: ({ version, rules: { consequences } }) =>
      variables.some(({ expect }) => expect.some(({ versions: some }) => some.includes(version)))
        ? `an attention check has a wrong answer. ${outcome(consequences.failed_check)}`
        : undefined,
    straight_lined: ({ rules: { straightLined } }) =>
      straightLined
        ? `at least five Likert scales with equally many points have the same value. ${outcome("flag")}`
        : undefined,
  };
  return Object.entries(rules).flatMap(([name, rule]) => inEachVersion(name, versions, rule));
}

/** What each version says under a name, each different wording once. */
export function inEachVersion(
  name: string,
  versions: readonly CodebookVersion[],
  say: (version: CodebookVersion) => string | undefined,
): NamedWords[] {
  return versioned(versions.map((one) => ({ version: one.version, value: say(one) }))).map((one) => ({
    name,
    ...one,
  }));
}

function isIn<Value>(version: number, wanted: Value) {
  return ({ value, versions }: Versioned<Value>) => value === wanted && versions.includes(version);
}

function outcome(consequence: Consequence): string {
  return consequence === "reject" ? "The survey is rejected" : "The survey is accepted with this flag";
}

function seconds(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "second" : "seconds"}`;
}
