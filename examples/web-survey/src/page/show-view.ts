import { byId } from "./element.ts";

const VIEWS = ["opening-view", "not-ready-view", "forgotten-view", "survey-view", "receipt-view"] as const;

/** Shows one view of the page in the place of the one before, from its top. */
export function showView(view: (typeof VIEWS)[number]): void {
  for (const id of VIEWS) byId(id, HTMLElement).hidden = id !== view;
  window.scrollTo({ top: 0 });
}
