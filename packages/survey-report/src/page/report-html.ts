import { readFileSync } from "node:fs";
import type { ReportData } from "../report-data.ts";
import { Html, html } from "./html.ts";
import { questionnaireSection } from "./parts/answers.ts";
import { overTimeSection } from "./parts/over-time.ts";
import { adherenceSection, clocksSection, silentSection } from "./parts/people.ts";
import { tiles } from "./parts/tiles.ts";
import { assumptions, receiptSection, rejectedSection } from "./parts/trust.ts";
import { moment } from "./words.ts";

/** In the order in which they count. */
const styles = ["page", "charts", "tables", "screens"].map((name) =>
  readFileSync(new URL(`style/${name}.css`, import.meta.url), "utf8"),
);
const style = new Html(styles.join("\n"));

/** The page may load nothing, not even from the folder in which it is. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The report as one HTML page. It needs no network and runs no script, and follows the light or dark of whoever reads it. The same data
 * give the same page.
 *
 * @example await writeFile("report.html", reportHtml(data));
 */
export function reportHtml(data: ReportData): string {
  const sections: readonly (readonly [id: string, title: string, content: Html])[] = [
    ["silent", "Who is silent", silentSection(data)],
    ["days", "Who answers, day by day", adherenceSection(data)],
    ["time", "Over time", overTimeSection(data)],
    ["rejected", "Rejected and noticed", rejectedSection(data)],
    ["clocks", "Device clocks", clocksSection(data)],
    ["receipt", "The receipt", receiptSection(data)],
    [
      "answers",
      "What is answered",
      html`${data.questionnaires.map((one) => questionnaireSection(one, data.stepDays))}`,
    ],
    ["about", "What this page rests on", assumptions(data)],
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>How the study is going</title>
<link rel="icon" href="data:,">
<style>
${style}</style>
</head>
<body>
<header>
<h1>How the study is going</h1>
<p>${moment(data.generatedAt)}</p>
</header>
<main>
${tiles(data)}
<nav aria-label="On this page"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(
  ([id, title, content]) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`,
)}</main>
</body>
</html>
`.text;
}
