import { type Answer, isShown, type Questionnaire, userIdSchema } from "@lab/survey-schema";
import { type Entered, enteredText } from "./entered.ts";
import { PARTICIPANT, type Problem } from "./problem.ts";
import { readAnswer } from "./read-answer.ts";

/** What the form says. */
export interface ReadAnswers {
  readonly user_id: string;
  /** By item name, in the order of the questionnaire. What was not answered, or is not shown, is absent. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** The names of the items that the answers show. */
  readonly shown: ReadonlySet<string>;
  /** In the order of the page; none when the survey can be submitted. */
  readonly problems: readonly Problem[];
}

/**
 * Reads the form. Whether an item is shown depends on the answers before it, and an item that is not shown
 * leaves them, whatever stands in its field. How fast all was answered is judged when it is submitted.
 */
export function readAnswers({ items }: Pick<Questionnaire, "items">, entered: Entered): ReadAnswers {
  const user_id = enteredText(entered, PARTICIPANT).trim();
  const problems: Problem[] = [...participantProblems(user_id)];
  const answers: Record<string, Answer> = {};
  const shown = new Set<string>();
  for (const item of items) {
    if (!isShown(item.showIf, answers)) continue;
    shown.add(item.name);
    const { answer, mistake } = { answer: undefined, mistake: undefined, ...readAnswer(item, entered) };
    if (answer !== undefined) answers[item.name] = answer;
    if (mistake !== undefined) problems.push({ field: item.name, mistake });
  }
  return { user_id, answers, shown, problems };
}

function participantProblems(user_id: string): Problem[] {
  if (user_id === "") return [{ field: PARTICIPANT, mistake: { code: "participant_missing" } }];
  if (userIdSchema.safeParse(user_id).success) return [];
  return [{ field: PARTICIPANT, mistake: { code: "participant_malformed" } }];
}
