import type { MultipleChoiceItem, SingleChoiceItem } from "@lab/survey-schema";
import { copyOf, within } from "../element.ts";
import { sayWording } from "../speech.ts";
import { controlName, type FieldFrame, groupFrame, offerToClear } from "./field-frame.ts";

/** Options below one another: radio buttons for one of them, checkboxes for several. */
export function choiceField(
  item: (SingleChoiceItem | MultipleChoiceItem) & { readonly name: string },
): HTMLElement {
  const frame = groupFrame(item);
  if (item.kind === "multiple_choice") sayHowMany(item, frame);
  for (const { code, label } of item.options) {
    const fragment = copyOf("choice-option");
    const input = within(fragment, "input", HTMLInputElement);
    input.type = item.kind === "single_choice" ? "radio" : "checkbox";
    input.name = controlName(item.name);
    input.value = code;
    input.id = `${controlName(item.name)}-${code}`;
    sayWording(within(fragment, ".meaning", HTMLElement), label);
    frame.controls.append(fragment);
  }
  if (item.kind === "single_choice" && !item.required) offerToClear(frame.element, choicesIn(frame.element));
  return frame.element;
}

function sayHowMany({ minChoices, maxChoices, options }: MultipleChoiceItem, { hint }: FieldFrame): void {
  if (maxChoices === options.length && minChoices <= 1) hint(({ field }) => field.chooseAny);
  else if (minChoices === 0) hint(({ field }) => field.chooseUpTo(maxChoices));
  else hint(({ field }) => field.choose(minChoices, maxChoices));
}

/** What is chosen in a group, for {@link offerToClear}. */
export function choicesIn(element: HTMLElement): Parameters<typeof offerToClear>[1] {
  const chosen = () => element.querySelectorAll<HTMLInputElement>("input:checked");
  return {
    isAnswered: () => chosen().length > 0,
    clear() {
      for (const input of chosen()) input.checked = false;
    },
    control: () => element.querySelector("input"),
  };
}
