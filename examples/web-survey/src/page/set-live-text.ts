import { byId } from "./element.ts";

/** Changes what a live region says, only if it says something else: screen readers repeat a text that is written again. */
export function setLiveText(id: string, text: string): void {
  const region = byId(id, HTMLElement);
  if (region.textContent !== text) region.textContent = text;
}
