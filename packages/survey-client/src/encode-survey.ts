import { parseSurvey, type RejectionReason, type Survey } from "@lab/survey-schema";

/** A survey to be sent: as the JSON text that was saved, or as an object. */
export type SurveyInput = string | Survey | Readonly<Record<string, unknown>>;

/** A survey as a message body, with its size; or why it cannot be one. */
export type EncodedSurvey =
  | { readonly wellFormed: true; readonly body: string; readonly bytes: number }
  | { readonly wellFormed: false; readonly reasons: readonly RejectionReason[] };

const encoder = new TextEncoder();

/** Characters that JSON allows and SQS does not (SQS API reference, SendMessage); in JSON they can be escaped. */
const NOT_IN_MESSAGES = /[\uFFFE\uFFFF]/g;

/** Makes a message body of a well-formed survey. A text is sent as it is, but for {@link NOT_IN_MESSAGES}. */
export function encodeSurvey(survey: SurveyInput): EncodedSurvey {
  const text = typeof survey === "string" ? survey : serialise(survey);
  const parsed = parseSurvey(text);
  if (!parsed.wellFormed) return parsed;
  const body = text.replace(NOT_IN_MESSAGES, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  return { wellFormed: true, body, bytes: encoder.encode(body).length };
}

/** What cannot be written as JSON (a cycle, a BigInt) gives no text, and so is refused as not being JSON. */
function serialise(survey: object): string {
  try {
    return JSON.stringify(survey);
  } catch {
    return "";
  }
}
