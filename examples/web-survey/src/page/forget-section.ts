import type { OutboxView } from "../sending/outbox-view.ts";
import { closeQuestion } from "./ask.ts";
import { byId } from "./element.ts";
import { askToForget } from "./forget-question.ts";
import { showView } from "./show-view.ts";

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
  show(
    "Removing everything …",
    "Please leave this page open. If it takes long, close all other pages of this study in this browser.",
  );
}

/** Shows that the page has nothing left on the device. */
export function showForgotten(): void {
  // The address has the participant's number, and would bring it back when the page is loaded again.
  history.replaceState(null, "", location.pathname);
  show(
    "This device has forgotten you",
    "Nothing that this page kept is left on this device. Your browser's history may still have the link that you opened, with your enrolment code. If other people use this device, clear the history, too. Then close this page.",
  );
}

export function showNotForgotten(error: unknown): void {
  show(
    "Not everything could be removed",
    `Please remove the data of this web site in the settings of your browser. (${String(error)})`,
  );
}

function show(title: string, text: string): void {
  byId("forgotten-title", HTMLElement).textContent = title;
  byId("forgotten-text", HTMLElement).textContent = text;
  showView("forgotten-view");
  byId("forgotten-title", HTMLElement).focus();
}
