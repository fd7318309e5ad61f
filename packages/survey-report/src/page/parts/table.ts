import { type Content, type Html, html } from "../html.ts";

/** A table: what each column is, and rows. The first cell of each row names it. */
export interface TableContent {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Content[])[];
}

/** A table that can be moved sideways where the screen is too narrow for it. */
export function table({ caption, head, rows }: TableContent): Html {
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${caption}"><table>
<caption class="hidden">${caption}</caption>
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([
    first,
    ...cells
  ]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
)}</tbody></table></div>`;
}

/** A table with a bar in each row. */
export function barTable({
  caption,
  head,
  rows,
}: {
  readonly caption: string;
  readonly head: readonly [string, string];
  readonly rows: readonly { readonly name: Content; readonly value: string; readonly share: number }[];
}): Html {
  return html`<table class="bars">
<caption class="hidden">${caption}</caption>
<thead class="hidden"><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({
    name,
    value,
    share,
  }) => html`<tr><th scope="row">${name}</th><td><span class="bar" style="inline-size:${(100 * share).toFixed(1)}%"></span>${value}</td></tr>
`,
)}</tbody></table>`;
}
