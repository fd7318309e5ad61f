import { byId } from "./element.ts";

export interface Question {
  readonly title: string;
  /** What either answer means, a paragraph each. */
  readonly text: readonly string[];
  /** The answer that changes nothing. */
  readonly keep: string;
  /** The answer that changes something. */
  readonly change: string;
}

/**
 * Asks before something is changed, in a dialog over the page. It has the focus, at the answer that changes nothing. Escape
 * gives this answer, too.
 *
 * @returns whether to make the change.
 */
export async function askToChange({ title, text, keep, change }: Question): Promise<boolean> {
  const dialog = byId("question", HTMLDialogElement);
  byId("question-title", HTMLElement).textContent = title;
  byId("question-text", HTMLElement).replaceChildren(...text.map(paragraph));
  const buttons = {
    keep: byId("question-keep", HTMLButtonElement),
    change: byId("question-change", HTMLButtonElement),
  };
  buttons.keep.textContent = keep;
  buttons.change.textContent = change;
  buttons.keep.onclick = () => dialog.close("keep");
  buttons.change.onclick = () => dialog.close("change");
  dialog.returnValue = "keep";
  const closed = new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  dialog.showModal();
  await closed;
  return dialog.returnValue === "change";
}

/** Takes the question away, if there is one. It is answered with what changes nothing. */
export function closeQuestion(): void {
  byId("question", HTMLDialogElement).close();
}

function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}
