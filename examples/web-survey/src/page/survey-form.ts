import type { Questionnaire } from "@lab/survey-schema";
import type { Entered } from "../survey/entered.ts";
import { PARTICIPANT } from "../survey/problem.ts";
import { type ReadAnswers, readAnswers } from "../survey/read-answers.ts";
import { byId } from "./element.ts";
import { controlName } from "./fields/field-frame.ts";
import { itemField } from "./fields/item-field.ts";
import { sayWording } from "./speech.ts";

/** The form of a questionnaire. */
export interface SurveyForm {
  /** What stands in it. */
  read(): ReadAnswers;
  /** Empties it. */
  reset(): void;
  /** Calls the listener when something was entered, with what stands in the form then. */
  onInput(listener: (read: ReadAnswers) => void): void;
}

/**
 * Puts a questionnaire into the page: its title, its instructions and its items. Items come and go with the
 * answers before them.
 */
export function createSurveyForm({ title, instructions, items }: Questionnaire): SurveyForm {
  const form = byId("survey-form", HTMLFormElement);
  sayWording(byId("survey-title", HTMLElement), title);
  const lead = byId("survey-instructions", HTMLElement);
  lead.hidden = instructions === undefined;
  if (instructions !== undefined) sayWording(lead, instructions);
  const fields = items.map((item) => ({ item, element: itemField(item) }));
  byId("items", HTMLElement).replaceChildren(...fields.map(({ element }) => element));

  function entered(): Entered {
    const data = new FormData(form);
    const values = new Map<string, readonly string[]>();
    const unreadable = new Set<string>();
    const take = (field: string, name: string) =>
      values.set(
        field,
        data.getAll(name).filter((value) => typeof value === "string"),
      );
    take(PARTICIPANT, PARTICIPANT);
    for (const { item, element } of fields) {
      take(item.name, controlName(item.name));
      const control = element.querySelector("input");
      if (control?.validity.badInput) unreadable.add(item.name);
    }
    return { values, unreadable };
  }

  function read(): ReadAnswers {
    const answers = readAnswers({ items }, entered());
    for (const { item, element } of fields) element.hidden = !answers.shown.has(item.name);
    return answers;
  }

  return {
    read,
    reset() {
      form.reset();
      for (const { element } of fields) element.dispatchEvent(new Event("form-reset"));
      read();
    },
    onInput(listener) {
      form.addEventListener("input", () => listener(read()));
    },
  };
}
