import type { OutboxView } from "../sending/outbox-view.ts";
import type { Announcement, Words } from "../words/words.ts";
import { closeQuestion } from "./ask.ts";
import { byId } from "./element.ts";
import { askToForget } from "./forget-question.ts";
import { showView } from "./show-view.ts";
import { say } from "./speech.ts";

export interface ForgetParts {
  /** What is on the device. Rejects when its storage fails. */
  read(): Promise<Pick<OutboxView, "waiting" | "refused">>;
  /** Removes everything from the device, and shows how that goes. */
  forget(): void;
}

/** Lets the participant remove everything from the device, after a question. */
export function offerToForget({ read, forget }: ForgetParts): void {
  const button = byId("forget-device", HTMLButtonElement);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const view = await read().catch(() => undefined);
    if (await askToForget(view)) forget();
  });
}

/** Shows that everything is being removed. There is nothing more to do on the page, whatever it was just asking. */
export function showForgetting(): void {
  closeQuestion();
  for (const id of ["banner", "outbox"]) byId(id, HTMLElement).hidden = true;
  show(({ forget }) => forget.removing);
}

/** Shows that the page has nothing left on the device. */
export function showForgotten(): void {
  // The address has the participant's number, and would bring it back when the page is loaded again.
  history.replaceState(null, "", location.pathname);
  show(({ forget }) => forget.removed);
}

export function showNotForgotten(error: unknown): void {
  show(({ forget: { failed } }) => ({ ...failed, text: `${failed.text} (${String(error)})` }));
}

function show(announce: (words: Words) => Announcement): void {
  say(byId("forgotten-title", HTMLElement), (words) => announce(words).title);
  say(byId("forgotten-text", HTMLElement), (words) => announce(words).text);
  showView("forgotten-view");
  byId("forgotten-title", HTMLElement).focus();
}
