import type { OutboxView, SubmissionState } from "../sending/outbox-view.ts";
import { byId, copyOf, within } from "./element.ts";

/** How many submissions are listed; of earlier ones, the number. */
const LISTED = 5;

const states: Readonly<Record<SubmissionState, string>> = {
  waiting: "Waiting",
  sent: "Sent",
  refused: "Refused",
};

/** Shows what was submitted on this device, and what became of it. */
export function showOutbox({ waiting, sent, refused, submissions }: Omit<OutboxView, "waitingOf">): void {
  byId("outbox", HTMLElement).hidden = waiting + sent + refused === 0;
  byId("count-waiting", HTMLElement).textContent = String(waiting);
  byId("count-sent", HTMLElement).textContent = String(sent);
  byId("count-refused", HTMLElement).textContent = String(refused);
  byId("refused-advice", HTMLElement).hidden = refused === 0;
  byId("submissions", HTMLElement).replaceChildren(...submissions.slice(0, LISTED).map(line));
  const earlier = byId("earlier-submissions", HTMLElement);
  earlier.hidden = submissions.length <= LISTED;
  earlier.textContent = `and ${submissions.length - LISTED} earlier`;
}

function line({ code, submittedAt, state }: OutboxView["submissions"][number]): DocumentFragment {
  const fragment = copyOf("submission");
  within(fragment, ".code", HTMLElement).textContent = code;
  const time = within(fragment, "time", HTMLTimeElement);
  time.dateTime = submittedAt;
  time.textContent = new Date(submittedAt).toLocaleString(undefined, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const shown = within(fragment, ".state", HTMLElement);
  shown.textContent = states[state];
  shown.dataset.state = state;
  return fragment;
}
