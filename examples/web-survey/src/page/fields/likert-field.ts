import type { LikertItem } from "@lab/survey-schema";
import { copyOf, within } from "../element.ts";
import { sayWording } from "../speech.ts";
import { choicesIn } from "./choice-field.ts";
import { controlName, groupFrame, labelled, offerToClear } from "./field-frame.ts";

/** More points than these do not fit beside one another on a phone. */
const MAX_IN_ONE_ROW = 7;

/** A scale of points from 1 on: a group of radio buttons. */
export function likertField(item: LikertItem & { readonly name: string }): HTMLElement {
  const { points, anchors, required, name } = item;
  const { element, controls } = groupFrame(item);
  const scale = document.createElement("div");
  const labelOf = new Map(anchors.map(({ point, label }) => [point, label]));
  const inBetween = anchors.some(({ point }) => point > 1 && point < points);
  scale.className = "scale";
  // Where points between the ends have a label, it must be read before one of them is chosen, also on a
  // phone.
  scale.classList.toggle("labelled", inBetween);
  scale.classList.toggle("long", points > MAX_IN_ONE_ROW);
  for (let point = 1; point <= points; point += 1) {
    const fragment = copyOf("likert-point");
    const radio = within(fragment, "input", HTMLInputElement);
    radio.name = controlName(name);
    radio.value = String(point);
    radio.id = `${controlName(name)}-${point}`;
    within(fragment, ".number", HTMLElement).textContent = String(point);
    const label = labelOf.get(point);
    if (label !== undefined) sayWording(within(fragment, ".meaning", HTMLElement), label);
    scale.append(fragment);
  }
  controls.append(scale);
  const ends = [labelOf.get(1), labelOf.get(points)];
  if (!inBetween && anchors.length > 0) {
    const written = document.createElement("div");
    written.className = "anchors";
    written.ariaHidden = "true";
    written.append(...ends.map((end) => (end === undefined ? "" : labelled("anchor", end))));
    controls.append(written);
  }
  if (!required) offerToClear(element, choicesIn(element));
  return element;
}
