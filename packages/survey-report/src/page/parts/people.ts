import type { ReportData } from "../../report-data.ts";
import { type Html, html } from "../html.ts";
import { count, countOf, date, duration, percent } from "../words.ts";
import { heatNote, heatTable } from "./heat-table.ts";
import { barTable, type TableContent, table } from "./table.ts";

/** Who has gone silent, and since when. */
export function silentSection({ silent, silentAfterDays }: ReportData): Html {
  const rule = `Silent is who takes part and has sent nothing for ${silentAfterDays} full study days.`;
  if (silent.rows.length === 0) return html`<p class="good">Nobody is silent. ${rule}</p>`;
  return html`<p>${rule} The longest silence comes first.</p>
${longTable(
  {
    caption: "Silent participants",
    head: ["Participant", "Last survey", "Days since", "Surveys"],
    rows: silent.rows.map(({ participant, since, days, surveys }) => [
      participant,
      surveys === 0 ? "never" : date(since),
      count(days),
      count(surveys),
    ]),
  },
  silent.more,
)}
<p class="note">All of them: <code>npm run lab-survey -- participants --silent-for ${silentAfterDays}</code></p>`;
}

/** Who answers, day by day, and by group. */
export function adherenceSection({ heatMap, groups }: ReportData): Html {
  if (heatMap.days === 0) return html`<p>No study day has begun yet.</p>`;
  return html`<p>${heatNote(heatMap)}</p>
${heatTable(heatMap)}
<p class="note">Data: <code>submission_time</code> of each survey, in the export's file of its questionnaire.</p>
${
  groups.length > 0
    ? html`<h3>By group</h3>${barTable({
        caption: "Response rate by group",
        head: ["Group", "Answered"],
        rows: groups.map(({ group, participants, answered, expected }) => ({
          name: `${group} (${count(participants)})`,
          value: percent(answered, expected),
          share: expected === 0 ? 0 : answered / expected,
        })),
      })}`
    : undefined
}`;
}

/** Devices whose clocks are off. */
export function clocksSection({ clocks, participants }: ReportData): Html {
  const compared = `The clock of ${count(clocks.compared)} of ${countOf(participants.total, "participant")} could be compared with the queue's, because their surveys say a time zone.`;
  if (clocks.rows.length === 0) return html`<p>No clock is known to be wrong. ${compared}</p>`;
  return html`<p>${compared} A study day is told by the device's clock, so a wrong one puts surveys on the wrong day. A device that is
never online looks as if its clock were behind.</p>
${longTable(
  {
    caption: "Device clocks that are off",
    head: ["Participant", "The clock is", "Surveys"],
    rows: clocks.rows.map(({ participant, aheadSeconds, surveys }) => [
      participant,
      `${duration(Math.abs(aheadSeconds))} ${aheadSeconds > 0 ? "ahead" : "behind"}`,
      count(surveys),
    ]),
  },
  clocks.more,
)}
<p class="note">Data: <code>submission_time</code>, <code>timezone</code>, <code>utc_offset</code> and <code>received_at</code> of an export.</p>`;
}

/** So many rows of a long table are seen at once. */
const SHOWN_ROWS = 8;

/** The first rows of a table; the others can be opened. Of some there is only the number. */
function longTable({ caption, head, rows }: TableContent, unlisted: number): Html {
  const others = rows.slice(SHOWN_ROWS);
  const rest = others.length + unlisted;
  const which =
    unlisted > 0
      ? `the next ${count(others.length)} of ${countOf(rest, "more participant")}`
      : countOf(rest, "more participant");
  return html`${table({ caption, head, rows: rows.slice(0, SHOWN_ROWS) })}
${
  others.length > 0
    ? html`<details><summary>Show ${which}</summary>${table({ caption: `${caption}, continued`, head, rows: others })}</details>`
    : undefined
}`;
}
