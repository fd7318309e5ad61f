import {
  type Codebook,
  correctionInWords,
  type NamedWords,
  questionnaireTexts,
  rulesInWords,
  scoresInWords,
} from "@lab/survey-schema/codebook";
import { csvInWords } from "../csv-in-words.ts";
import type { DescribedTable } from "../described-table.ts";
import { spssTextInWords } from "../spss/spss-text.ts";
import { CODEBOOK_STYLE } from "./codebook-style.ts";
import { columnTable } from "./column-table.ts";
import { escaped, Html, html, nothing } from "./html.ts";
import { code, list, table, versionsCell, wording } from "./html-table.ts";
import { variableHtml } from "./variable-html.ts";

/** The codebook of an export as one page, which needs no other file. The same export gives the same page. */
export function codebookHtml(title: string, tables: readonly DescribedTable[]): string {
  const hasSpss = tables.some(({ spss }) => spss !== undefined);
  const links = [
    ...tables.map(({ table: { name, title: text } }) => html`<a href="#${name}">${text}</a>`),
    html`<a href="#files">How the files are written</a>`,
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Codebook of ${title}</title>
<style>${new Html(CODEBOOK_STYLE)}</style>
</head>
<body>
<header>
<h1>Codebook of ${title}</h1>
<p>What is in each table of this export, and what its values mean.</p>
</header>
<nav aria-label="Contents">${list(links)}</nav>
<main>
${tables.map(tableSection)}<section aria-labelledby="files">
<h2 id="files">How the files are written</h2>
<h3>CSV</h3>
${list(csvInWords)}${hasSpss ? html`<h3>The files for SPSS and PSPP</h3>\n${list(spssTextInWords)}` : nothing}</section>
</main>
</body>
</html>
`.text;
}

function tableSection(described: DescribedTable): Html {
  const { name, title } = described.table;
  const { codebook } = described;
  return html`<section aria-labelledby="${name}">
<h2 id="${name}">${title}</h2>
${codebook === undefined ? nothing : questionnaireHtml(codebook)}<h3>Columns</h3>
${columnTable(described)}${codebook === undefined ? nothing : variables(codebook, name)}</section>
`;
}

function questionnaireHtml(codebook: Codebook): Html {
  const { versions, corrections } = codebook;
  const all = versions.map(({ version }) => version);
  const inWords = ({ name, value, versions: some }: NamedWords, write: (text: string) => Html | string) => [
    code(name),
    write(value),
    versionsCell(some, all),
  ];
  const scores = scoresInWords(codebook, (quoted) => code(quoted).text);
  return html`${table(
    "Versions",
    ["version", "items", "languages"],
    versions.map((one) => [one.version, one.variables.length, one.languages.join(", ")]),
  )}${table(
    "What participants read before the first question",
    ["text", "language", "wording", "versions"],
    questionnaireTexts(codebook).map((text) => [
      text.part,
      text.language,
      wording(text.value, text.language),
      versionsCell(text.versions, all),
    ]),
  )}${list(corrections.map((one) => new Html(correctionInWords(one, escaped))))}${table(
    "Rules. A survey has the code if",
    ["code", "a survey has it if", "versions"],
    rulesInWords(codebook).map((one) => inWords(one, (text) => text)),
  )}${table(
    "Scores. They are computed from the answers",
    ["score", "how it is made", "versions"],
    scores.map((one) => inWords(one, (text) => new Html(text))),
  )}`;
}

function variables({ variables: all, languages }: Codebook, name: string): Html {
  return html`<h3>Items</h3>
<p>A survey has no value of an item that was not shown, or that may be left out and was.</p>
${all.map((variable) => variableHtml(variable, languages, name))}`;
}
