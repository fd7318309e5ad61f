import type { Consequence, Questionnaire } from "../../questionnaire/questionnaire.ts";
import type { CodebookVariable, CodebookVersion, Versioned } from "../codebook.ts";
import { versioned } from "../versioned.ts";
import { code, table } from "./table.ts";
import { versionsCell } from "./versions-in-words.ts";

type Rule = (version: CodebookVersion) => string | undefined;

/** What becomes of whole surveys, and which scores are made of the answers, in each version. */
export function rulesSection(
  versions: readonly CodebookVersion[],
  variables: readonly CodebookVariable[],
): string[] {
  const all = versions.map(({ version }) => version);
  const rows = (name: string, rule: Rule) =>
    versioned(versions.map((one) => ({ version: one.version, value: rule(one) }))).map((one) => [
      name,
      one.value,
      versionsCell(one.versions, all),
    ]);
  const rules: Readonly<Record<string, Rule>> = {
    too_fast: ({ rules: { minSeconds, consequences } }) =>
      minSeconds === undefined
        ? undefined
        : `answered in ${seconds(minSeconds)} or less. ${outcome(consequences.too_fast)}`,
    too_slow: ({ rules: { maxSeconds } }) =>
      maxSeconds === undefined ? undefined : `took more than ${seconds(maxSeconds)}. ${outcome("flag")}`,
    no_text: ({ version, rules }) =>
      variables.some((one) => one.kind === "text" && one.required.some(isIn(version, true)))
        ? `a text that must be answered is blank. ${outcome(rules.consequences.no_text)}`
        : undefined,
    failed_check: ({ version, rules }) =>
      variables.some(({ expect }) => expect.some(({ versions: some }) => some.includes(version)))
        ? `an attention check has a wrong answer. ${outcome(rules.consequences.failed_check)}`
        : undefined,
    straight_lined: ({ rules }) =>
      rules.straightLined
        ? `at least five Likert scales with equally many points have the same value. ${outcome("flag")}`
        : undefined,
  };
  return [
    "## Rules of each version",
    "",
    ...table(
      ["code", "a survey has it if", "versions"],
      Object.entries(rules).flatMap(([name, rule]) => rows(code(name), rule)),
    ),
    ...scores(versions, rows),
  ];
}

function isIn<Value>(version: number, wanted: Value) {
  return ({ value, versions }: Versioned<Value>) => value === wanted && versions.includes(version);
}

function scores(
  versions: readonly CodebookVersion[],
  rows: (name: string, rule: Rule) => string[][],
): string[] {
  const names = [...new Set(versions.flatMap((one) => one.scores.map(({ name }) => name)))];
  if (names.length === 0) return [];
  const made = names.flatMap((name) =>
    rows(code(name), (version) => {
      const score = version.scores.find((one) => one.name === name);
      return score === undefined ? undefined : scoreInWords(score);
    }),
  );
  return [
    "## Scores of each version",
    "",
    "A score is computed from the answers. It is not stored.",
    "",
    ...table(["score", "how it is made", "versions"], made),
  ];
}

function scoreInWords({ combine, items, maxMissing }: Questionnaire["scores"][number]): string {
  const missing = maxMissing === 0 ? "None may be missing" : `Up to ${maxMissing} may be missing`;
  return `the ${combine} of ${items.map(code).join(", ")}. ${missing}`;
}

function outcome(consequence: Consequence): string {
  return consequence === "reject" ? "The survey is rejected" : "The survey is accepted with this flag";
}

function seconds(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "second" : "seconds"}`;
}
