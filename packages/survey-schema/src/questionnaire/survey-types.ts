import type { SurveyTimes } from "../judge/envelope.ts";
import type { Answers, Questionnaire } from "./questionnaire.ts";
import type { Study } from "./study.ts";

/** What every survey has, as an app sends it. */
export interface EnvelopeFields {
  /** The participant: 1 to 64 of `A-Z a-z 0-9 _ -`. Leading zeros matter. */
  readonly user_id: string;
  /** When it was answered, by the device's local clock: `MMDDYYHHMMSS`. `surveyTimestamp` makes it. */
  readonly timestamp: string;
  /** How long answering took, in seconds. */
  readonly time_elapsed: number;
}

/** A survey of a questionnaire, as an app sends it. It may have further fields. */
export type SurveyOf<OneQuestionnaire> =
  OneQuestionnaire extends Questionnaire<infer Id, infer Version, unknown>
    ? EnvelopeFields &
        SurveyTimes & { readonly questionnaire: `${Id}@${Version}` } & Answers<OneQuestionnaire>
    : never;

/** A survey of a study, as an app sends it: of any questionnaire, or of version 1 of the default without naming it. */
export type StudySurvey<OneStudy> =
  OneStudy extends Study<infer Questionnaires, infer Default>
    ?
        | SurveyOf<Questionnaires[number]>
        | (EnvelopeFields &
            Answers<Extract<Questionnaires[number], Questionnaire<Default & string, 1, unknown>>>)
    : never;
