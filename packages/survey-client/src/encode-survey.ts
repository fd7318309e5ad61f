import type { study as ourStudy } from "@lab/study";
import type { Judge, RejectionReason, Study, StudySurvey, SurveyEnvelope } from "@lab/survey-schema";

/**
 * A survey to be sent. It is the JSON text that was saved, or an object, which may have extra fields. Give an
 * object of an unknown type as JSON text.
 *
 * @typeParam OneStudy the type of the study that it is a survey of. Default: that of `@lab/study`.
 */
export type SurveyInput<OneStudy extends Study = typeof ourStudy> =
  | string
  | StudySurvey<OneStudy>
  | (StudySurvey<OneStudy> & Readonly<Record<string, unknown>>);

/** A survey as a message body with its size, or the reason why it cannot be one. */
export type EncodedSurvey =
  | {
      readonly wellFormed: true;
      readonly body: string;
      /** Size in UTF-8. */
      readonly bytes: number;
      readonly survey: SurveyEnvelope;
      /** The whole parsed JSON text, extra fields included. */
      readonly json: unknown;
    }
  | { readonly wellFormed: false; readonly reasons: readonly RejectionReason[] };

const encoder = new TextEncoder();

/** Characters that JSON allows and SQS does not (SQS API reference, SendMessage). JSON can escape them. */
const NOT_IN_MESSAGES = /[\uFFFE\uFFFF]/g;

/** Makes a message body of a well-formed survey. A text is sent as it is, but for {@link NOT_IN_MESSAGES}. */
export function encodeSurvey(survey: unknown, judge: Judge): EncodedSurvey {
  const text = serialiseSurvey(survey);
  const parsed = judge.parse(text);
  if (!parsed.wellFormed) return parsed;
  const body = text.replace(NOT_IN_MESSAGES, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  return { ...parsed, body, bytes: encoder.encode(body).length };
}

/** A survey as JSON text. What cannot be written as such (a cycle, a BigInt) gives none, and so is refused as not JSON. */
export function serialiseSurvey(survey: unknown): string {
  if (typeof survey === "string") return survey;
  try {
    return JSON.stringify(survey);
  } catch {
    return "";
  }
}
