import { checkQuestionnaire } from "./check-questionnaire.ts";
import type { Item } from "./item.ts";
import type { Questionnaire, Rules, Score } from "./questionnaire.ts";
import { QuestionnaireError } from "./questionnaire-error.ts";
import type { Wording } from "./wording.ts";

/** What {@link defineQuestionnaire} takes. */
export interface QuestionnaireDefinition<Id extends string, Version extends number, Items> {
  /** 1 to 32 of `a-z 0-9 _`, beginning with a letter. It never changes. */
  readonly id: Id;
  /** 1 for the first. Every change needs the next. */
  readonly version: Version;
  readonly title: Wording;
  /** What participants read before the first item. */
  readonly instructions?: Wording;
  /** BCP 47 tags of all languages that it is written in, the original first. Default: `["en"]`. */
  readonly languages?: readonly string[];
  /** The items by name, in the order in which they are asked. */
  readonly items: Items;
  readonly rules?: Partial<Omit<Rules, "consequences">> & {
    /** What each rule does. Default: `reject`. */
    readonly consequences?: Partial<Rules["consequences"]>;
  };
  /** Scores by name. */
  readonly scores?: Readonly<Record<string, Omit<Score, "name">>>;
}

/**
 * Defines a version of a questionnaire. Everything else follows from it: the form, the checks on the device and in the function,
 * the participant's record and the codebook.
 *
 * @throws QuestionnaireError naming every mistake in the definition, and what to do about it.
 * @example
 * export const daily = defineQuestionnaire({
 *   id: "daily",
 *   version: 1,
 *   title: "Daily survey",
 *   items: {
 *     well: likert("Right now, I feel well.", ["Disagree", "Neither agree nor disagree", "Agree"]),
 *     doing: text("What have you been doing?", { maxCharacters: 10_000 }),
 *   },
 *   rules: { minSeconds: 3 },
 * });
 */
export function defineQuestionnaire<
  const Id extends string,
  const Version extends number,
  const Items extends Readonly<Record<string, Item>>,
>(definition: QuestionnaireDefinition<Id, Version, Items>): Questionnaire<Id, Version, Items> {
  const { id, version, title, instructions, languages = ["en"], rules = {}, scores = {} } = definition;
  const questionnaire: Questionnaire<Id, Version, Items> = {
    id,
    version,
    title,
    ...(instructions !== undefined && { instructions }),
    languages,
    items: Object.entries(definition.items).map(([name, item]) => ({ name, ...item })),
    rules: {
      straightLined: true,
      ...rules,
      consequences: { too_fast: "reject", no_text: "reject", failed_check: "reject", ...rules.consequences },
    },
    scores: Object.entries(scores).map(([name, score]) => ({ name, ...score })),
  };
  const problems = checkQuestionnaire(questionnaire);
  if (problems.length > 0) throw new QuestionnaireError(problems);
  return questionnaire;
}
