import { byId } from "./element.ts";
import { showView } from "./show-view.ts";
import { say } from "./speech.ts";

/**
 * Why the page cannot take answers:
 *
 * - `unreachable`: its web server does not say where they go, because it cannot be reached;
 * - `unusable`: its web server answers, but does not say where they go;
 * - `no_storage`: the device's storage fails, so it is not known who answers here, and no answer could be kept.
 */
export type NotReady = "unreachable" | "unusable" | "no_storage";

/** Says why the page takes no answers, and lets the participant try again. */
export function showNotReady(why: NotReady, tryAgain: () => void): void {
  say(byId("not-ready-text", HTMLElement), ({ notReady }) => notReady[why]);
  showView("not-ready-view");
  byId("try-again", HTMLButtonElement).addEventListener("click", tryAgain);
  if (why === "unreachable") window.addEventListener("online", tryAgain);
}
