import { type LikertItem, likertItems, likertScale } from "../survey/questionnaire.ts";
import { byId, copyOf, within } from "./element.ts";

/** Puts the questionnaire's Likert items into the form: each a group of radio buttons, 1 to 5. */
export function showLikertItems(): void {
  byId("likert-items", HTMLElement).replaceChildren(...likertItems.map(fieldset));
}

function fieldset({ name, statement }: LikertItem): DocumentFragment {
  const fragment = copyOf("likert-item");
  const group = within(fragment, "fieldset", HTMLFieldSetElement);
  group.dataset.field = name;
  within(group, "legend", HTMLLegendElement).textContent = statement;
  within(group, ".problem", HTMLElement).id = `${name}-problem`;
  within(group, ".scale", HTMLElement).append(
    ...likertScale.map((meaning, i) => choice(name, i + 1, meaning)),
  );
  within(group, ".anchors span:first-child", HTMLElement).textContent = likertScale.at(0) ?? "";
  within(group, ".anchors span:last-child", HTMLElement).textContent = likertScale.at(-1) ?? "";
  return fragment;
}

function choice(name: string, value: number, meaning: string): DocumentFragment {
  const fragment = copyOf("likert-choice");
  const radio = within(fragment, "input", HTMLInputElement);
  radio.name = name;
  radio.value = String(value);
  radio.id = `${name}-${value}`;
  within(fragment, ".number", HTMLElement).textContent = String(value);
  within(fragment, ".meaning", HTMLElement).textContent = meaning;
  return fragment;
}
