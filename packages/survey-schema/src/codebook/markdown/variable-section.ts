import type { CodebookValue, CodebookVariable, Versioned, VersionedText } from "../codebook.ts";
import { conditionInWords } from "../condition-in-words.ts";
import { correctionLine } from "./correction-line.ts";
import { kindInWords, valuesInWords } from "./kind-in-words.ts";
import { code, plain, table } from "./table.ts";
import { versionsCell, versionsInWords } from "./versions-in-words.ts";

/** Two columns of labels beside each other are easy to read, and three are not. */
const MAX_LABEL_COLUMNS = 2;

/** All about one variable. */
export function variableSection(variable: CodebookVariable, languages: readonly string[]): string[] {
  return [
    `### ${variable.name}`,
    "",
    ...wordings(variable),
    ...answers(variable, languages),
    ...facts(variable).map((fact) => `- ${fact}`),
    ...variable.corrections.map(correctionLine),
    "",
  ];
}

function wordings({ labels, help, unit, versions }: CodebookVariable): string[] {
  const rows = (what: string, texts: readonly VersionedText[]) =>
    texts.map((text) => [what, text.language, plain(text.value), versionsCell(text.versions, versions)]);
  return table(
    ["text", "language", "wording", "versions"],
    [...rows("question", labels), ...rows("help", help), ...rows("unit", unit)],
  );
}

function answers({ values, versions }: CodebookVariable, languages: readonly string[]): string[] {
  const hasOneLabelEach = values.every(({ labels }) =>
    languages.every((tag) => labels.filter(({ language }) => language === tag).length <= 1),
  );
  if (languages.length > MAX_LABEL_COLUMNS || !hasOneLabelEach) {
    const rows = values.flatMap(({ value, labels }) =>
      labels.map((label) => [
        code(value),
        label.language,
        plain(label.value),
        versionsCell(label.versions, versions),
      ]),
    );
    return table(["value", "language", "label", "versions"], rows);
  }
  const labelIn = ({ labels }: CodebookValue, tag: string) =>
    plain(labels.find(({ language }) => language === tag)?.value ?? "");
  const rows = values.map((value) => [
    code(value.value),
    ...languages.map((tag) => labelIn(value, tag)),
    versionsCell(value.versions, versions),
  ]);
  return table(["value", ...languages.map((tag) => `label (${tag})`), "versions"], rows);
}

/** What else has to be known, one sentence each. */
function facts(variable: CodebookVariable): string[] {
  const { kind, versions, required, showIf, scale, reversedIn, expect, choices, maxCharacters } = variable;
  const each = <Value>(all: readonly Versioned<Value>[], say: (value: Value) => string) =>
    all.map((one) => `${say(one.value)}${inVersions(one.versions, versions)}.`);
  return [
    `It is a ${kindInWords[kind]}. A value is ${valuesInWords(variable)}.`,
    `It is asked in ${versionsInWords(versions)}.`,
    ...each(required, (must) => (must ? "It must be answered where it is shown" : "It may be left out")),
    ...each(showIf, (condition) => `It is shown only if ${conditionInWords(condition, code)}`),
    ...each(choices, ({ min, max }) => `${min} to ${max} options are chosen`),
    ...each(maxCharacters, (most) => `It has at most ${most.toLocaleString("en")} characters`),
    ...each(expect, (answer) => `It is an attention check, and ${code(answer)} is the right answer`),
    ...each(scale, (name) => `It belongs to the scale ${code(name)}`),
    ...(reversedIn.length === 0
      ? []
      : [
          "It is reverse-scored. The value is stored as it was answered, and counts in scores from the other end of the " +
            `scale${inVersions(reversedIn, versions)}.`,
        ]),
  ];
}

function inVersions(some: readonly number[], all: readonly number[]): string {
  return some.length === all.length ? "" : `, in ${versionsInWords(some)}`;
}
