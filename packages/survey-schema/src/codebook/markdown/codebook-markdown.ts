import type { Wording } from "../../questionnaire/wording.ts";
import type { Codebook, CodebookVariable, CodebookVersion } from "../codebook.ts";
import { versionedTexts } from "../versioned.ts";
import { correctionLine } from "./correction-line.ts";
import { kindInWords } from "./kind-in-words.ts";
import { rulesSection } from "./rules-section.ts";
import { code, plain, table } from "./table.ts";
import { variableSection } from "./variable-section.ts";
import { versionsCell } from "./versions-in-words.ts";

/** How much of a question the first table shows, in characters. */
const MAX_SHOWN = 60;

/** A codebook as a page in Markdown, for whoever reads the data. The same codebook gives the same page. */
export function codebookMarkdown(codebook: Codebook): string {
  const { questionnaire, languages, versions, variables, corrections } = codebook;
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
      [
        ...texts("title", codebook, ({ title }) => title),
        ...texts("instructions", codebook, (version) => version.instructions),
      ],
    ),
    ...corrections.map(correctionLine),
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
    ...rulesSection(versions, variables),
    "## Each variable",
    "",
    ...variables.flatMap((variable) => variableSection(variable, languages)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** A wording of the questionnaire's own. */
function texts(
  what: string,
  { versions, languages }: Codebook,
  read: (version: CodebookVersion) => Wording | undefined,
): string[][] {
  const all = versions.map(({ version }) => version);
  const asWritten = versions.map((one) => ({ ...one, value: read(one) }));
  return versionedTexts(asWritten, languages).map((text) => [
    what,
    text.language,
    plain(text.value),
    versionsCell(text.versions, all),
  ]);
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
