import { byId } from "./element.ts";
import { showView } from "./show-view.ts";

/**
 * Why the page cannot take answers:
 *
 * - `unreachable`: its web server does not say where they go, because it cannot be reached;
 * - `unusable`: its web server answers, but does not say where they go;
 * - `no_storage`: the device's storage fails, so it is not known who answers here, and no answer could be kept.
 */
export type NotReady = "unreachable" | "unusable" | "no_storage";

const texts: Readonly<Record<NotReady, string>> = {
  unreachable: "This page has not learned yet where answers go. Please check your network, then try again.",
  unusable:
    "This page has not learned yet where answers go, because something is wrong on its web server. Please try again later. If that does not help, tell the lab.",
  no_storage:
    "This browser does not let the page keep answers on this device just now. Please try again. If that does not help, open the page in a window that is not private.",
};

/** Says why the page takes no answers, and lets the participant try again. */
export function showNotReady(why: NotReady, tryAgain: () => void): void {
  byId("not-ready-text", HTMLElement).textContent = texts[why];
  showView("not-ready-view");
  byId("try-again", HTMLButtonElement).addEventListener("click", tryAgain);
  if (why === "unreachable") window.addEventListener("online", tryAgain);
}
