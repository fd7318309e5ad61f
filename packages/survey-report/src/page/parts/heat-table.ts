import type { Answered, HeatBand, HeatMap, HeatRow } from "../../report-data.ts";
import { type Html, html } from "../html.ts";
import { count, countOf, percent } from "../words.ts";

/** With more days than these, cells are too narrow for a number. */
const MAX_NUMBERED_DAYS = 21;

const levels = ["none", "under half", "half or more", "80 % or more", "all"] as const;

/**
 * The heat map. It is a table, so that every cell can also be read aloud, and fits a phone. A cell's colour says which share of the
 * expected surveys was answered on that day.
 */
export function heatTable({ promptsPerDay, days, rows, bands }: HeatMap): Html {
  const isNumbered = days <= MAX_NUMBERED_DAYS;
  return html`<ul class="legend" aria-hidden="true">${levels.map((name, level) => html`<li><i class="h${level}"></i>${name}</li>`)}<li><i class="ht"></i>today, not over</li></ul>
<div class="scroll" role="group" tabindex="0" aria-label="Answered surveys by participant and study day"><table class="heat${isNumbered ? "" : " narrow"}">
<caption class="hidden">Answered surveys by participant and study day, of ${promptsPerDay} expected each day</caption>
<thead><tr><th scope="col">Participant</th><th scope="col" class="rate">Rate</th>${Array.from({ length: days }, (_, day) => dayHead(day, days))}</tr></thead>
<tbody>
${rows.map((row) => participantRow(row, days, promptsPerDay))}${bands.map((band) => bandRow(band, days))}</tbody></table></div>`;
}

/** Days that have their number written. */
function dayHead(day: number, days: number): Html {
  // A number is wider than a narrow cell, so the last two days have no room for one.
  const isShown = days <= MAX_NUMBERED_DAYS || day === 0 || ((day + 1) % 10 === 0 && day < days - 2);
  return html`<th scope="col"><span${isShown ? undefined : html` class="hidden"`}>${day + 1}</span></th>`;
}

function participantRow(row: HeatRow, days: number, promptsPerDay: number): Html {
  const cells = row.cells.map((answered, day) => {
    const isOver = day < row.daysOver;
    const name = isOver ? `h${levelOf(answered, promptsPerDay)}` : "ht";
    return html`<td class="${name}"><span>${answered}</span></td>`;
  });
  return html`<tr><th scope="row">${row.participant}${row.takingPart ? undefined : html` <small>over</small>`}</th><td class="rate">${percent(row.answered, row.expected)}</td>${cells}${rest(days - cells.length)}</tr>
`;
}

function bandRow({ from, to, participants, cells }: HeatBand, days: number): Html {
  const rate = from === undefined ? "no day over" : `${from} to ${to} %`;
  const answered = cells.reduce((sum, cell) => sum + cell.answered, 0);
  const expected = cells.reduce((sum, cell) => sum + cell.expected, 0);
  return html`<tr class="band"><th scope="row">${count(participants)} <small>${rate}</small></th><td class="rate">${percent(answered, expected)}</td>${cells.map(bandCell)}${rest(days - cells.length)}</tr>
`;
}

function bandCell({ answered, expected }: Answered): Html {
  return html`<td class="h${levelOf(answered, expected)}"><span>${expected === 0 ? 0 : Math.round((100 * answered) / expected)}</span></td>`;
}

function rest(cells: number): Html | undefined {
  return cells > 0 ? html`<td colspan="${cells}"></td>` : undefined;
}

/** From 0, nothing answered, to 4, everything. */
function levelOf(answered: number, expected: number): number {
  if (answered === 0 || expected === 0) return 0;
  const share = answered / expected;
  if (share >= 1) return 4;
  if (share >= 0.8) return 3;
  return share >= 0.5 ? 2 : 1;
}

/** What the rows of the heat map are, in a sentence. */
export function heatNote({ rows, bands, promptsPerDay }: HeatMap): string {
  const summed = bands.reduce((sum, { participants }) => sum + participants, 0);
  const one = `One row for each participant, one column for each study day, ${countOf(promptsPerDay, "survey")} expected on each. Who takes part and has answered least comes first.`;
  if (summed === 0) return one;
  return `${one} After ${countOf(rows.length, "participant")}, the other ${count(summed)} are summed up by their response rate: a row says how many they are, and a cell what percentage they answered.`;
}
