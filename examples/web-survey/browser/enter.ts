import { study } from "@lab/study";
import { type Answer, isShown, type NamedItem, type Questionnaire, randomAnswers } from "@lab/survey-schema";
import type { Locator, Page } from "@playwright/test";
import { findAsked } from "../src/survey/find-questionnaire.ts";

/** The study's questionnaire with every kind of item, in the version that the page asks. */
export const momentary: Questionnaire = asked("momentary");

function asked(id: string): Questionnaire {
  const questionnaire = findAsked(study, id);
  if (questionnaire === undefined) throw new Error(`the study has no questionnaire ${id}`);
  return questionnaire;
}

/** The first item that is of a kind, or has what else is asked for. */
export function itemWith(fits: (item: NamedItem) => boolean): NamedItem {
  const found = momentary.items.find(fits);
  if (found === undefined) throw new Error(`${momentary.id} has no such item`);
  return found;
}

/** An item that is shown only if an earlier answer says so. */
export const conditional: NamedItem = itemWith(({ showIf }) => showIf !== undefined);

/** Answers that the judge accepts, with an answer to the {@link conditional} item or without. */
export function someMomentary(withConditional: boolean): Record<string, Answer> {
  let seed = 1;
  const chance = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (;;) {
    const answers = randomAnswers(momentary, chance);
    if (isShown(conditional.showIf, answers) === withConditional) return answers;
  }
}

/** The part of the page that asks an item. */
export function fieldOf(page: Page, { name }: Pick<NamedItem, "name">): Locator {
  return page.locator(`[data-field="${name}"]`);
}

/** Enters an answer as a participant does. */
export async function enter(page: Page, item: NamedItem, answer: Answer): Promise<void> {
  const field = fieldOf(page, item);
  switch (item.kind) {
    case "likert":
    case "single_choice":
      return await field.locator(`input[value="${answer}"]`).check();
    case "multiple_choice":
      for (const box of await field.getByRole("checkbox").all()) {
        await box.setChecked([answer].flat().includes((await box.getAttribute("value")) ?? ""));
      }
      return;
    default:
      return await field.locator("input, textarea").fill(String(answer));
  }
}

/** Answers a questionnaire from its first item to its last. */
export async function enterAll(page: Page, answers: Readonly<Record<string, Answer>>): Promise<void> {
  for (const item of momentary.items) {
    const answer = answers[item.name];
    if (answer !== undefined) await enter(page, item, answer);
  }
}
