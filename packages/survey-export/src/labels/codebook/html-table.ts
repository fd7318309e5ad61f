import { escaped, Html, html, nothing } from "./html.ts";

/** A cell of {@link table}. */
export type TableCell = Html | string | number;

/** What a cell says that is about every version. */
export const ALL_VERSIONS = "all";

/** A table. The first cell of a row names it. A column in which no row tells anything is left out. No rows give nothing. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly TableCell[])[],
): Html {
  if (rows.length === 0) return nothing;
  const used = columns.map((_, index) =>
    rows.some((row) => row[index] !== "" && row[index] !== ALL_VERSIONS),
  );
  const shown = <Cell>(cells: readonly Cell[]) => cells.filter((_, index) => used[index]);
  return html`<div class="scroll"><table>
<caption>${caption}</caption>
<thead><tr>${shown(columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${shown(row).map(cell)}</tr>\n`)}</tbody>
</table></div>
`;
}

/** Some of all versions, for a cell of a table. */
export function versionsCell(versions: readonly number[], all: readonly number[]): string {
  return versions.length === all.length ? ALL_VERSIONS : versions.join(", ");
}

function cell(content: TableCell, index: number): Html {
  return index === 0 ? html`<th scope="row">${content}</th>` : html`<td>${content}</td>`;
}

/** A name or a code, which may go on in the next line after `_`. */
export function code(name: string | number): Html {
  return new Html(`<code>${escaped(String(name)).replaceAll("_", "_<wbr>")}</code>`);
}

/** A text with its language, by which screen readers pronounce it. Its line breaks stay. */
export function wording(text: string, language: string): Html {
  return html`<span lang="${language}" class="wording">${text}</span>`;
}

/** A list of sentences; no sentences give nothing. */
export function list(sentences: readonly (Html | string)[]): Html {
  if (sentences.length === 0) return nothing;
  return html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>\n`;
}
