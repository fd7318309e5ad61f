/** Thrown when a questionnaire or a study is defined wrongly. Its message names every mistake, and what to do about it. */
export class QuestionnaireError extends Error {
  override readonly name = "QuestionnaireError";
  readonly code = "QUESTIONNAIRE_DEFINITION";
  /** One sentence for each mistake. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}
