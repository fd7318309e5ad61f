import { byId } from "./element.ts";

/**
 * Changes the text of a live region only if it differs, because screen readers repeat a text that is written
 * again.
 */
export function setLiveText(id: string, text: string): void {
  const region = byId(id, HTMLElement);
  if (region.textContent !== text) region.textContent = text;
}
