import type { Codebook, CodebookVariable } from "../codebook.ts";
import { correctionInWords } from "../words/correction-in-words.ts";
import { kindInWords } from "../words/kind-in-words.ts";
import { questionnaireTexts } from "../words/questionnaire-texts.ts";
import { type NamedWords, rulesInWords } from "../words/rules-in-words.ts";
import { scoresInWords } from "../words/scores-in-words.ts";
import { code, plain, table } from "./table.ts";
import { variableSection } from "./variable-section.ts";
import { versionsCell } from "./versions-cell.ts";

/** How much of a question the first table shows, in characters. */
const MAX_SHOWN = 60;

/** A codebook as a page in Markdown, for whoever reads the data. The same codebook gives the same page. */
export function codebookMarkdown(codebook: Codebook): string {
  const { questionnaire, languages, versions, variables, corrections } = codebook;
  const all = versions.map(({ version }) => version);
  const rowOf = (one: NamedWords) => [code(one.name), one.value, versionsCell(one.versions, all)];
  const scores = scoresInWords(codebook, code);
  const lines = [
    `# Codebook of ${questionnaire}`,
    "",
    "Every variable that participants were ever asked in this questionnaire, over all its published",
    "versions. `questionnaire publish` writes this page from the definitions. Do not edit it.",
    "",
    "A survey has no value of a variable that was not shown, or that may be left out and was.",
    "",
    ...table(
      ["version", "variables", "languages"],
      versions.map((one) => [String(one.version), String(one.variables.length), one.languages.join(", ")]),
    ),
    "Participants read this before the first question.",
    "",
    ...table(
      ["text", "language", "wording", "versions"],
      questionnaireTexts(codebook).map((text) => [
        text.part,
        text.language,
        plain(text.value),
        versionsCell(text.versions, all),
      ]),
    ),
    ...corrections.map((one) => `- ${correctionInWords(one, plain)}`),
    ...(corrections.length > 0 ? [""] : []),
    "## All variables",
    "",
    ...table(
      ["variable", "question", "kind", "versions"],
      variables.map((variable) => [
        `[${code(variable.name)}](#${variable.name})`,
        plain(shortened(question(variable, languages))),
        kindInWords[variable.kind],
        variable.versions.join(", "),
      ]),
    ),
    "## Rules of each version",
    "",
    ...table(["code", "a survey has it if", "versions"], rulesInWords(codebook).map(rowOf)),
    ...(scores.length === 0
      ? []
      : [
          "## Scores of each version",
          "",
          "A score is computed from the answers. It is not stored.",
          "",
          ...table(["score", "how it is made", "versions"], scores.map(rowOf)),
        ]),
    "## Each variable",
    "",
    ...variables.flatMap((variable) => variableSection(variable, languages)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The newest wording of a question, in the first language that has one. */
function question({ labels }: CodebookVariable, languages: readonly string[]): string {
  const inFirst = languages.flatMap((tag) => labels.findLast(({ language }) => language === tag) ?? []);
  return inFirst[0]?.value ?? "";
}

function shortened(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, " ")];
  if (characters.length <= MAX_SHOWN) return characters.join("");
  return `${characters
    .slice(0, MAX_SHOWN - 1)
    .join("")
    .trimEnd()}…`;
}
