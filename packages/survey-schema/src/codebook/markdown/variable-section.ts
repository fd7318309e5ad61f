import type { CodebookValue, CodebookVariable, VersionedText } from "../codebook.ts";
import { correctionInWords } from "../words/correction-in-words.ts";
import { factsInWords } from "../words/facts-in-words.ts";
import { code, plain, table } from "./table.ts";
import { versionsCell } from "./versions-cell.ts";

/** Two columns of labels beside each other are easy to read, and three are not. */
const MAX_LABEL_COLUMNS = 2;

/** All about one variable. */
export function variableSection(variable: CodebookVariable, languages: readonly string[]): string[] {
  return [
    `### ${variable.name}`,
    "",
    ...wordings(variable),
    ...answers(variable, languages),
    ...factsInWords(variable, code).map((fact) => `- ${fact}`),
    ...variable.corrections.map((one) => `- ${correctionInWords(one, plain)}`),
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
