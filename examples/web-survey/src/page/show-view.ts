import { byId } from "./element.ts";

const views = [
  "opening-view",
  "not-ready-view",
  "unknown-view",
  "forgotten-view",
  "survey-view",
  "receipt-view",
] as const;

/** Shows one view of the page in the place of the one before, from its top. */
export function showView(view: (typeof views)[number]): void {
  for (const id of views) byId(id, HTMLElement).hidden = id !== view;
  window.scrollTo({ top: 0 });
}
