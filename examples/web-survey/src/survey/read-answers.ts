import { MAX_FREETEXT_CHARACTERS, type Survey, surveySchema } from "@lab/survey-schema";
import { isBlank } from "./is-blank.ts";
import { likertItems } from "./questionnaire.ts";

/** What a participant enters; time and duration are measured. */
export type Answers = Omit<Survey, "timestamp" | "time_elapsed">;

/** A field of the form that is missing or wrong. */
export interface Problem {
  readonly field: keyof Answers;
  /** For the participant, at the field: what to do. */
  readonly message: string;
  /** The question, where the message alone does not say which it is about. */
  readonly question?: string;
}

export type ReadAnswers =
  | { readonly complete: true; readonly answers: Answers }
  | { readonly complete: false; readonly problems: readonly Problem[] };

/**
 * Reads the form. A survey with a blank free text would be rejected by the processor, so the form asks for one. How fast it
 * was answered is judged when it is submitted.
 *
 * @param form - has the fields of {@link Answers}, Likert answers as the digits 1 to 5.
 */
export function readAnswers(form: FormData): ReadAnswers {
  const { shape } = surveySchema;
  const problems: Problem[] = [];
  const text = (field: keyof Answers): string => {
    const value = form.get(field);
    return typeof value === "string" ? value : "";
  };
  const likert = (field: "q1" | "q2" | "q3" | "q4" | "q5"): number => Number(text(field) || Number.NaN);

  const answers: Answers = {
    user_id: text("user_id").trim(),
    q1: likert("q1"),
    q2: likert("q2"),
    q3: likert("q3"),
    q4: likert("q4"),
    q5: likert("q5"),
    freetext: text("freetext").trim(),
  };
  if (answers.user_id === "") {
    problems.push({ field: "user_id", message: "Enter your participant number" });
  } else if (!shape.user_id.safeParse(answers.user_id).success) {
    problems.push({
      field: "user_id",
      message: "Enter your participant number as the lab gave it to you: letters, digits, - and _ only",
    });
  }
  for (const { name, statement } of likertItems) {
    if (!shape[name].safeParse(answers[name]).success) {
      problems.push({ field: name, message: "Choose an answer", question: statement });
    }
  }
  if (isBlank(answers.freetext)) {
    problems.push({ field: "freetext", message: "Write a few words about what you are doing" });
  } else if (!shape.freetext.safeParse(answers.freetext).success) {
    const length = [...answers.freetext].length.toLocaleString("en");
    const most = MAX_FREETEXT_CHARACTERS.toLocaleString("en");
    problems.push({
      field: "freetext",
      message: `Shorten your text to ${most} characters; it has ${length}`,
    });
  }
  return problems.length === 0 ? { complete: true, answers } : { complete: false, problems };
}
