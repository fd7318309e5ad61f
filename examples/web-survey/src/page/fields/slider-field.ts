import type { SliderItem } from "@lab/survey-schema";
import { inLanguage } from "../speech.ts";
import { controlName, labelled, offerToClear, singleFrame } from "./field-frame.ts";

/** Keys that take the value at which an untouched slider stands. All others that do something move it. */
const takingKeys: ReadonlySet<string> = new Set([" ", "Enter"]);

/**
 * A slider. It begins in the middle, and is not answered before it was touched: until then it has no name,
 * and the form does not read it.
 */
export function sliderField(item: SliderItem & { readonly name: string }): HTMLElement {
  const { min, max, step, low, high, required } = item;
  const frame = singleFrame(item);
  const { element, controls } = frame;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = String(min);
  slider.max = String(max);
  slider.step = String(step);
  frame.describe(slider);
  // A slider cannot be required in the eyes of a screen reader, since it always has a value.
  slider.removeAttribute("aria-required");
  const said = document.createElement("output");
  said.htmlFor.add(slider.id);
  const keys = document.createElement("span");
  keys.className = "keys";

  const isAnswered = () => slider.name !== "";
  function setAnswered(answered: boolean): void {
    slider.name = answered ? controlName(item.name) : "";
    slider.classList.toggle("untouched", !answered);
    inLanguage(said, ({ words: { field }, locale }) => {
      const value = Number(slider.value).toLocaleString(locale, { maximumFractionDigits: 6 });
      keys.textContent = field.sliderKeys;
      if (answered) said.replaceChildren(field.sliderAnswer(value));
      else said.replaceChildren(field.sliderUntouched, " ", keys);
      slider.setAttribute(
        "aria-valuetext",
        answered ? value : `${field.sliderUntouched} ${field.sliderKeys}`,
      );
    });
  }
  function take(): void {
    setAnswered(true);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
  slider.addEventListener("input", () => setAnswered(true));
  slider.addEventListener("pointerup", () => {
    if (!isAnswered()) take();
  });
  slider.addEventListener("keydown", (event) => {
    if (!takingKeys.has(event.key) || isAnswered()) return;
    // Enter would submit the form.
    event.preventDefault();
    take();
  });
  element.addEventListener("form-reset", () => setAnswered(false));
  setAnswered(false);

  const ends = document.createElement("div");
  ends.className = "ends";
  ends.append(...[low, high].map((end) => (end === undefined ? "" : labelled("end", end))));
  controls.append(slider, ends, said);
  if (!required) {
    offerToClear(element, { isAnswered, control: () => slider, clear: () => setAnswered(false) });
  }
  return element;
}
