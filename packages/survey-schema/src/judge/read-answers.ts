import { isShown } from "../questionnaire/condition.ts";
import type { Answer } from "../questionnaire/item.ts";
import type { Questionnaire } from "../questionnaire/questionnaire.ts";
import { answersSchema } from "./answers-schema.ts";
import type { SurveyIssue } from "./rejection-reason.ts";
import { surveyIssues } from "./survey-issues.ts";

/** Reads the answers to a questionnaire. What is wrong with them is added to the issues. */
export function readAnswers(
  json: Readonly<Record<string, unknown>>,
  definition: Pick<Questionnaire, "items">,
  issues: SurveyIssue[],
): Record<string, Answer> {
  const result = answersSchema(definition).safeParse(json);
  issues.push(...surveyIssues(result.error));
  const answers: Record<string, Answer> = {};
  for (const { name, required, showIf } of definition.items) {
    const isThere = Object.hasOwn(json, name);
    const shown = isShown(showIf, json);
    if (isThere && !shown) {
      const message = "must be left out, since its condition does not show it";
      issues.push({ code: "hidden_item", path: [name], message });
    }
    if (showIf !== undefined && required && shown && !isThere) {
      issues.push({
        code: "invalid_type",
        path: [name],
        message: "must be answered, since its condition shows it",
      });
    }
    const answer = result.data?.[name];
    // Adding 0 makes 0 of -0, which JSON can write and a table cannot store.
    if (answer !== undefined) answers[name] = typeof answer === "number" ? answer + 0 : answer;
  }
  return answers;
}
