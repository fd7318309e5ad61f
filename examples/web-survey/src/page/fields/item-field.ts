import type { NamedItem } from "@lab/survey-schema";
import { choiceField } from "./choice-field.ts";
import { entryField } from "./entry-field.ts";
import { likertField } from "./likert-field.ts";
import { sliderField } from "./slider-field.ts";

/**
 * An item of the questionnaire in the form: its question, its help, what is wrong with the answer, and the
 * control.
 */
export function itemField(item: NamedItem): HTMLElement {
  switch (item.kind) {
    case "likert":
      return likertField(item);
    case "slider":
      return sliderField(item);
    case "single_choice":
    case "multiple_choice":
      return choiceField(item);
    case "number":
    case "text":
    case "date":
    case "time":
      return entryField(item);
  }
}
