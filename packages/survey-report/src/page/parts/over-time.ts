import type { ReportData } from "../../report-data.ts";
import { arrivalsChart, responseChart } from "../charts/bars-chart.ts";
import { stepName } from "../charts/steps.ts";
import { type Html, html } from "../html.ts";
import { count, date, percent } from "../words.ts";
import { figure } from "./figure.ts";

/** How the response rate and the arrivals go over time. */
export function overTimeSection({ studyDays, arrivals, adherence }: ReportData): Html {
  const { stepDays, steps } = arrivals;
  const overall = percent(adherence.answered, adherence.expected);
  return html`<div class="columns">
${
  studyDays.length > 0
    ? figure({
        title: "Response rate over study days",
        subtitle: `${overall} of all expected surveys. Day 1 is each participant's first.`,
        chart: responseChart(`Response rate on each study day. Overall it is ${overall}.`, studyDays),
        table: {
          caption: "Response rate over study days",
          head: ["Study day", "Answered", "Expected", "Rate"],
          rows: studyDays.map(({ answered, expected }, day) => [
            stepName(day, 1),
            count(answered),
            count(expected),
            percent(answered, expected),
          ]),
        },
        source: html`Data: <code>submission_time</code> of an export.`,
      })
    : undefined
}
${figure({
  title: stepDays === 1 ? "Arrivals by day" : "Arrivals by week",
  subtitle: "When the queue took the surveys. Days are in UTC.",
  chart: arrivalsChart("Accepted and rejected surveys that arrived, over time.", steps),
  legend: [
    { colour: "var(--accent)", text: "accepted" },
    { colour: "var(--warn)", text: "rejected" },
  ],
  table: {
    caption: stepDays === 1 ? "Arrivals by day" : "Arrivals by week",
    head: [stepDays === 1 ? "Day" : "Week from", "Accepted", "Rejected"],
    rows: steps.map(({ from, accepted, rejected }) => [date(from), count(accepted), count(rejected)]),
  },
  source: html`Data: <code>received_at</code> of an export, and <code>sent_at</code> of its <code>rejected.csv</code>.`,
})}
</div>`;
}
