import type { ReportData } from "../../report-data.ts";
import { type Html, html } from "../html.ts";
import { count, countOf, flagsInWords, reasonsInWords } from "../words.ts";
import { barTable } from "./table.ts";

/** What was rejected, and what was noticed of accepted surveys. */
export function rejectedSection({ rejected, flags, surveys }: ReportData): Html {
  const most = Math.max(...rejected.reasons.map((reason) => reason.surveys), 1);
  const mostFlagged = Math.max(...flags.map((flag) => flag.surveys), 1);
  return html`<div class="columns"><div>
<h3>Why surveys were rejected</h3>
${
  rejected.total === 0
    ? html`<p class="good">None was rejected.</p>`
    : html`${barTable({
        caption: "Rejected surveys by reason",
        head: ["Reason", "Surveys"],
        rows: rejected.reasons.map((reason) => ({
          name: reasonsInWords[reason.code],
          value: count(reason.surveys),
          share: reason.surveys / most,
        })),
      })}<p>${countOf(rejected.total, "survey")} in all. One may have several reasons. Each is kept as it was received.</p>`
}
<p class="note">Data: <code>rejected.csv</code> of an export.</p>
</div><div>
<h3>What was noticed of accepted surveys</h3>
${
  flags.length === 0
    ? html`<p class="good">Nothing, of ${countOf(surveys.total, "survey")}.</p>`
    : html`${barTable({
        caption: "Accepted surveys by what was noticed",
        head: ["Noticed", "Surveys"],
        rows: flags.map((flag) => ({
          name: flagsInWords[flag.code],
          value: count(flag.surveys),
          share: flag.surveys / mostFlagged,
        })),
      })}<p>These are accepted and counted. Whether they are analysed is for you to decide.</p>`
}
<p class="note">Data: the column <code>flags</code> of an export.</p>
</div></div>`;
}

/** What was compared, so that the numbers can be trusted. */
export function receiptSection({ stack }: ReportData): Html {
  const { receipt, undelivered, deadLetters, waiting } = stack;
  const { ledgerItems, counted, objects, participantsThatDiffer, balanced } = receipt;
  return html`<p class="${balanced ? "good" : "bad"}">${
    balanced
      ? "Balanced: no accepted survey is missing, and none is counted twice."
      : html`Not balanced. Nothing is lost by looking closer: <code>npm run lab-survey -- reconcile</code> names what does not agree.`
  }</p>
${barTable({
  caption: "What was compared",
  head: ["What", "Surveys"],
  rows: [
    ["stored surveys that are what the ledger has", objects],
    ["items of the ledger, one for each accepted survey", ledgerItems],
    ["sum of what is counted for each participant", counted],
  ].map(([name, number]) => ({
    name,
    value: count(Number(number)),
    share: Number(number) / Math.max(objects, ledgerItems, counted, 1),
  })),
})}
<p>${
    participantsThatDiffer === 0
      ? "For each participant, the count is the number of items."
      : `For ${countOf(participantsThatDiffer, "participant")} the count is not the number of items.`
  } Test accounts and everybody else are in these three numbers, but for participants who are being erased. This page does not look for
stored surveys that the ledger does not have. <code>reconcile</code> does.</p>
<p>${countOf(waiting, "survey")} on the way, ${countOf(deadLetters + undelivered, "survey")} not delivered. ${
    deadLetters + undelivered > 0
      ? html`<code>npm run lab-survey -- redrive</code> lists them, and gives them to the processor again.`
      : undefined
  }</p>`;
}

/** What the numbers rest on. */
export function assumptions(data: ReportData): Html {
  const { plan, hasRoster, participants, surveys, stack } = data;
  return html`<ul>
<li>${countOf(plan.promptsPerDay, "survey")} a day for ${countOf(plan.days, "day")} is what the study plans.
${
  hasRoster
    ? "The roster says when each participant begins and ends. Where it does not, the first survey begins the first study day."
    : "There is no roster. So each participant's first study day is assumed to be that of the first survey, and whoever never sent one is not known."
}</li>
<li>Every accepted survey counts as an answer, whatever its questionnaire. On a day with more surveys than expected, all expected ones count
as answered. Today counts when it is over.</li>
<li>From the day on which somebody withdraws, nothing is expected of them. ${countOf(participants.withdrawn, "participant has", "participants have")} withdrawn.</li>
<li>${countOf(surveys.outsideStudyDays, "survey lies", "surveys lie")} outside the study days, and ${surveys.outsideStudyDays === 1 ? "counts" : "count"} for no rate and no trend.</li>
<li>${
    hasRoster
      ? `${countOf(participants.testAccounts, "test account is", "test accounts are")} left out of all numbers but the receipt.`
      : "Without a roster no account is known to be for tests, so none is left out."
  }</li>
<li>Today and silence go by the time zone of the participant, if the roster or a survey tells it, else by UTC. Study days go by the
clock of the device.</li>
<li>The data are those of <code>${stack.surveysBucket}</code> in ${stack.region}. <code>npm run lab-survey -- export data</code> writes the
files that are named under the charts.</li>
<li>This page has ids of participants, and answers of all of them together. Of few participants that may tell whose an answer is. Keep
the page where you keep the data.</li>
</ul>`;
}
