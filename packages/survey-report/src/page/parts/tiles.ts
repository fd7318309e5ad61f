import type { ReportData } from "../../report-data.ts";
import { type Content, type Html, html } from "../html.ts";
import { count, countOf, percent } from "../words.ts";

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly more: Content;
  /** Whether somebody should look. */
  readonly attention?: boolean;
}

/** The numbers that are looked at first. */
export function tiles(data: ReportData): Html {
  return html`<dl class="tiles">
${tilesOf(data).map(
  ({ name, value, more, attention }) =>
    html`<div${attention ? html` class="attention"` : undefined}><dt>${name}</dt><dd><b>${value}</b><span class="note">${more}</span></dd></div>
`,
)}</dl>`;
}

function tilesOf({ surveys, participants, adherence, rejected, stack, silentAfterDays }: ReportData): Tile[] {
  const { receipt, undelivered, deadLetters, waiting } = stack;
  const notStored = undelivered + deadLetters;
  return [
    { name: "Surveys today", value: count(surveys.today), more: `${count(surveys.total)} in all` },
    {
      name: "Active",
      value: count(participants.active),
      more: `${count(participants.takingPart)} of ${countOf(participants.total, "participant")} take part today`,
    },
    {
      name: "Silent",
      value: count(participants.silent),
      more: `no survey for ${silentAfterDays} full study days`,
      attention: participants.silent > 0,
    },
    {
      name: "Answered",
      value: percent(adherence.answered, adherence.expected),
      more: `${count(adherence.answered)} of ${count(adherence.expected)} expected`,
    },
    {
      name: "Rejected",
      value: count(rejected.total),
      more: `${count(rejected.today)} today, ${percent(rejected.total, rejected.total + surveys.total)} of all`,
    },
    {
      name: "Not delivered",
      value: count(notStored),
      more: waiting === 0 ? "nothing is on its way" : `${countOf(waiting, "survey")} on the way`,
      attention: notStored > 0,
    },
    {
      name: "Receipt",
      value: receipt.balanced ? "Balanced" : "Not balanced",
      more: html`<a href="#receipt">what was compared</a>`,
      attention: !receipt.balanced,
    },
  ];
}
