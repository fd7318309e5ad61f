import {
  type CodebookVariable,
  correctionInWords,
  factsInWords,
  type VersionedText,
} from "@lab/survey-schema/codebook";
import { optionColumnName } from "../../tables/survey-columns.ts";
import { newestLabels } from "../label-in.ts";
import { escaped, Html, html } from "./html.ts";
import { code, list, table, versionsCell, wording } from "./html-table.ts";

/** Two columns of labels beside each other are easy to read, and three are not. */
const MAX_LABEL_COLUMNS = 2;

/** All about one item: its wordings in every version and language, its answers, and the rest in sentences. */
export function variableHtml(
  variable: CodebookVariable,
  languages: readonly string[],
  tableName: string,
): Html {
  const { name, labels, help, unit, versions, corrections } = variable;
  const texts = (what: string, all: readonly VersionedText[]) =>
    all.map((text) => [
      what,
      text.language,
      wording(text.value, text.language),
      versionsCell(text.versions, versions),
    ]);
  return html`<section aria-labelledby="${tableName}-${name}">
<h4 id="${tableName}-${name}">${code(name)}</h4>
${table(
  `Wordings of ${name}`,
  ["text", "language", "wording", "versions"],
  [...texts("question", labels), ...texts("help", help), ...texts("unit", unit)],
)}${answers(variable, languages)}${list([
  ...columnsOfOptions(variable),
  ...factsInWords(variable, (quoted) => code(quoted).text).map((fact) => new Html(fact)),
  ...corrections.map((one) => new Html(correctionInWords(one, escaped))),
])}</section>
`;
}

function columnsOfOptions({ name, kind, values }: CodebookVariable): Html[] {
  const [first] = values;
  if (kind !== "multiple_choice" || first === undefined) return [];
  const example = code(optionColumnName(name, String(first.value)));
  return [
    html`In the tables each option has a column of its own, such as ${example}. 1 is chosen, 0 is not chosen.`,
  ];
}

/** The labels of the answers: beside each other, or below each other where languages or wordings are many. */
function answers({ name, values, versions }: CodebookVariable, languages: readonly string[]): Html {
  const caption = `Values of ${name}`;
  const hasOneLabelEach = values.every(({ labels }) =>
    languages.every((tag) => labels.filter(({ language }) => language === tag).length <= 1),
  );
  if (languages.length > MAX_LABEL_COLUMNS || !hasOneLabelEach) {
    const rows = values.flatMap(({ value, labels }) =>
      labels.map((label) => [
        code(value),
        label.language,
        wording(label.value, label.language),
        versionsCell(label.versions, versions),
      ]),
    );
    return table(caption, ["value", "language", "label", "versions"], rows);
  }
  return table(
    caption,
    ["value", ...languages.map((tag) => `label (${tag})`), "versions"],
    values.map((one) => [
      code(one.value),
      ...languages.map((tag) => wording(newestLabels(one.labels).get(tag) ?? "", tag)),
      versionsCell(one.versions, versions),
    ]),
  );
}
