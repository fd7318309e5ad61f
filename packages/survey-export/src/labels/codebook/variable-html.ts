import {
  type CodebookVariable,
  correctionInWords,
  factsInWords,
  type VersionedText,
} from "@lab/survey-schema/codebook";
import { escaped, Html, html } from "./html.ts";
import { code, list, table, wording } from "./html-table.ts";

/** All about one item: its wordings in every version and language, its answers, and the rest in sentences. */
export function variableHtml(variable: CodebookVariable, tableName: string): Html {
  const { name, labels, help, unit, values, versions, corrections } = variable;
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
)}${table(
  `Values of ${name}`,
  ["value", "language", "label", "versions"],
  values.flatMap((one) =>
    one.labels.map((label) => [
      code(one.value),
      label.language,
      wording(label.value, label.language),
      versionsCell(label.versions, versions),
    ]),
  ),
)}${list([
  ...factsInWords(variable, (quoted) => code(quoted).text).map((fact) => new Html(fact)),
  ...corrections.map((one) => new Html(correctionInWords(one, escaped))),
])}</section>
`;
}

/** Some of all versions, and nothing where it is all of them. */
export function versionsCell(versions: readonly number[], all: readonly number[]): string {
  return versions.length === all.length ? "" : versions.join(", ");
}
