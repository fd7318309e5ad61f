import type { NamedItem, Wording } from "@lab/survey-schema";
import type { Words } from "../../words/words.ts";
import { copyOf, within } from "../element.ts";
import { say, sayWording } from "../speech.ts";

/** What all fields have in common. */
export interface FieldFrame {
  readonly element: HTMLElement;
  /** Where the controls go. */
  readonly controls: HTMLElement;
  /** Adds a hint, which a screen reader says with the field. */
  hint(text: (words: Words, locale: string) => string): void;
  /** Ties the question, the help and the hints to a field's one control. A group has them at itself. */
  describe(control: HTMLElement): void;
}

/**
 * The name and id of an item's control. Without the prefix an item could be taken for another part of the
 * page, or of the form.
 */
export function controlName(item: string): string {
  return `answer-${item}`;
}

/** A group of choices, named by its legend. */
export function groupFrame(item: NamedItem): FieldFrame {
  return frame(item, "group-field");
}

/** A field of one control, named by its label. */
export function singleFrame(item: NamedItem): FieldFrame {
  return frame(item, "single-field");
}

function frame(item: NamedItem, template: "group-field" | "single-field"): FieldFrame {
  const element = within(copyOf(template), ".field", HTMLElement);
  const id = controlName(item.name);
  element.dataset.field = item.name;
  element.dataset.kind = item.kind;
  sayWording(within(element, ".question", HTMLElement), item.label);
  if (!item.required) {
    const optional = within(element, ".optional", HTMLElement);
    optional.hidden = false;
    say(optional, ({ field }) => `(${field.optional})`);
  }
  within(element, ".problem", HTMLElement).id = `${id}-problem`;
  const hints = within(element, ".hints", HTMLElement);
  hints.id = `${id}-hints`;
  const describe = (control: HTMLElement) => {
    if (hints.childElementCount > 0) control.setAttribute("aria-describedby", hints.id);
  };
  const add = (write: (line: HTMLElement) => void) => {
    const line = document.createElement("p");
    line.className = "hint";
    write(line);
    hints.append(line);
    if (element instanceof HTMLFieldSetElement) describe(element);
  };
  const { help } = item;
  if (help !== undefined) add((line) => sayWording(line, help));
  return {
    element,
    controls: within(element, ".controls", HTMLElement),
    hint: (text) => add((line) => say(line, text)),
    describe(control) {
      control.id = id;
      within(element, "label", HTMLLabelElement).htmlFor = id;
      if (item.required) control.setAttribute("aria-required", "true");
      describe(control);
    },
  };
}

/** A text beside a control, in a language of the questionnaire. */
export function labelled(className: string, wording: Wording): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  sayWording(element, wording);
  return element;
}

/**
 * Lets an answer be taken away that need not be given, where the control itself does not.
 *
 * @param isAnswered - whether there is one.
 * @param clear - takes it away.
 * @param control - gets the focus after it.
 */
export function offerToClear(
  element: HTMLElement,
  { isAnswered, clear, control }: { isAnswered(): boolean; clear(): void; control(): HTMLElement | null },
): void {
  const button = within(element, ".clear", HTMLButtonElement);
  say(button, ({ field }) => field.clear);
  element.addEventListener("input", () => {
    button.hidden = !isAnswered();
  });
  element.addEventListener("form-reset", () => {
    button.hidden = true;
  });
  button.addEventListener("click", () => {
    clear();
    control()?.focus();
    element.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
