import type { OutboxView } from "../sending/outbox-view.ts";
import { byId, copyOf, within } from "./element.ts";
import { say } from "./speech.ts";

/** How many submissions are listed; of earlier ones, the number. */
const LISTED = 5;

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
  say(earlier, ({ earlierSubmissions }) => earlierSubmissions(submissions.length - LISTED));
}

function line({ code, submittedAt, state }: OutboxView["submissions"][number]): DocumentFragment {
  const fragment = copyOf("submission");
  within(fragment, ".code", HTMLElement).textContent = code;
  const time = within(fragment, "time", HTMLTimeElement);
  time.dateTime = submittedAt;
  say(time, (_words, locale) =>
    new Date(submittedAt).toLocaleString(locale, {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    }),
  );
  const shown = within(fragment, ".state", HTMLElement);
  say(shown, ({ page }) => page[state]);
  shown.dataset.state = state;
  return fragment;
}
