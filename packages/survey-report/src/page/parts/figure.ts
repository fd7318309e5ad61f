import { type Content, type Html, html } from "../html.ts";
import { type TableContent, table } from "./table.ts";

/** A colour of a chart, and what it stands for. */
export interface LegendEntry {
  readonly colour: string;
  readonly text: string;
}

/** A chart with its title, its legend, its figures as a table, and a line on where the data are. */
export function figure(content: {
  readonly title: string;
  /** More on what it shows. */
  readonly subtitle?: Content;
  readonly chart: Html;
  readonly legend?: readonly LegendEntry[];
  readonly table: TableContent;
  readonly source: Content;
}): Html {
  const { title, subtitle, chart, legend = [], source } = content;
  return html`<figure>
<figcaption><strong>${title}</strong>${subtitle && html`<span class="note">${subtitle}</span>`}</figcaption>
${chart}
${
  legend.length > 0
    ? html`<ul class="legend">${legend.map(({ colour, text }) => html`<li><i style="background:${colour}"></i>${text}</li>`)}</ul>`
    : undefined
}
<details><summary>Figures<span class="hidden"> of ${title}</span></summary>${table(content.table)}</details>
<p class="note">${source}</p>
</figure>
`;
}

/** Where the data behind something are, once they are exported. */
export function inExport(file: string, columns: readonly string[]): Html {
  return html`Data: <code>${file}.csv</code> of an export, ${columns.length === 1 ? "column" : "columns"} ${columns.map(
    (name, index) => [index === 0 ? undefined : ", ", html`<code>${name}</code>`],
  )}.`;
}
