import { type Html, html, nothing } from "./html.ts";

/** A cell of {@link table}. */
export type TableCell = Html | string | number;

/** A table that can be scrolled sideways where it is wider than the page. The first cell of a row names it. No rows give nothing. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly TableCell[])[],
): Html {
  if (rows.length === 0) return nothing;
  const used = columns.map((_, index) => rows.some((row) => row[index] !== ""));
  const shown = <Cell>(cells: readonly Cell[]) => cells.filter((_, index) => used[index]);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${shown(columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${shown(row).map(cell)}</tr>\n`)}</tbody>
</table></div>
`;
}

function cell(content: TableCell, index: number): Html {
  return index === 0 ? html`<th scope="row">${content}</th>` : html`<td>${content}</td>`;
}

/** A name or a code, as markup. */
export function code(name: string | number): Html {
  return html`<code>${name}</code>`;
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
