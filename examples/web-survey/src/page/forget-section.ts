import type { OutboxView } from "../sending/outbox-view.ts";
import { byId } from "./element.ts";
import { askToForget } from "./forget-question.ts";
import { showMessage } from "./problems.ts";
import { showView } from "./show-view.ts";

export interface ForgetParts {
  /** What is on the device. Rejects when its storage fails. */
  read(): Promise<Pick<OutboxView, "waiting" | "refused">>;
  /** Removes everything from the device. */
  forget(): Promise<void>;
}

/** Lets the participant remove everything from the device, after a question. */
export function offerToForget({ read, forget }: ForgetParts): void {
  const button = byId("forget-device", HTMLButtonElement);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const view = await read().catch(() => undefined);
    if (!(await askToForget(view))) return;
    try {
      await forget();
    } catch (error) {
      showMessage(
        "Not everything could be removed",
        `Please remove the data of this web site in the settings of your browser. (${String(error)})`,
      );
    }
  });
}

/** Shows that nothing is left. There is nothing more to do on the page. */
export function showForgotten(): void {
  for (const id of ["banner", "outbox", "offline-ready", "forget-device"]) {
    byId(id, HTMLElement).hidden = true;
  }
  showView("forgotten-view");
  byId("forgotten-title", HTMLElement).focus();
}
