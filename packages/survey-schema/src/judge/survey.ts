import type { Answer } from "../questionnaire/item.ts";
import type { Questionnaire } from "../questionnaire/questionnaire.ts";
import type { QuestionnaireVersion, SurveyIdentity, SurveyTimes } from "./envelope.ts";

/** What is known of a survey whatever its questionnaire is. */
export interface SurveyEnvelope extends SurveyIdentity, SurveyTimes {
  /** How long answering took, in seconds. */
  readonly time_elapsed: number;
  /** The questionnaire that it answers. */
  readonly answered: QuestionnaireVersion;
}

/**
 * A well-formed survey of a questionnaire of the study. Unknown extra fields of the JSON are left out: they stay in the raw object and
 * never reach a table.
 */
export interface Survey extends SurveyEnvelope {
  readonly definition: Questionnaire;
  /** The answers by item name, in the order of the questionnaire. What was not answered is absent. */
  readonly answers: Readonly<Record<string, Answer>>;
}
