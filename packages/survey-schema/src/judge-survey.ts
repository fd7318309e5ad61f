import { findIJsonIssues } from "./i-json.ts";
import { isBlank } from "./is-blank.ts";
import { MIN_TIME_ELAPSED, type RejectionReason, type SurveyIssue } from "./rejection-reason.ts";
import { type Survey, surveySchema } from "./survey.ts";

/** A message body whose shape was checked. `json` is the whole parsed JSON text, extra fields included. */
export type ParsedSurvey =
  | { readonly wellFormed: true; readonly survey: Survey; readonly json: unknown }
  | { readonly wellFormed: false; readonly reasons: readonly RejectionReason[] };

/** A message body whose shape and content were checked. Only a valid survey may be stored and counted. */
export type JudgedSurvey =
  | { readonly valid: true; readonly survey: Survey; readonly json: unknown }
  | { readonly valid: false; readonly reasons: readonly RejectionReason[] };

/**
 * Checks that a text is a well-formed survey: JSON, I-JSON (RFC 7493), and of the shape of {@link surveySchema}.
 * Never throws.
 *
 * @example
 * const parsed = parseSurvey('{"user_id":"0001"}');
 * if (!parsed.wellFormed) console.log(parsed.reasons); // [{ code: "malformed", issues: [...] }]
 */
export function parseSurvey(text: string): ParsedSurvey {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { wellFormed: false, reasons: [{ code: "not_json" }] };
  }
  const result = surveySchema.safeParse(json);
  const issues: SurveyIssue[] = findIJsonIssues(text);
  for (const issue of result.error?.issues ?? []) {
    issues.push({ code: issue.code, path: issue.path.map(pathSegment), message: issue.message });
  }
  return result.success && issues.length === 0
    ? { wellFormed: true, survey: result.data, json }
    : { wellFormed: false, reasons: [{ code: "malformed", issues }] };
}

/**
 * Judges a text as the processor does: well-formed, answered in more than {@link MIN_TIME_ELAPSED} seconds, and with
 * a free text that is not blank ({@link isBlank}). Gives every reason that applies. Never throws.
 *
 * Whether a valid survey is in the end accepted also depends on what is stored already: a different survey of the
 * same participant and second makes it `conflicting`.
 *
 * @param furtherReasons - What speaks against a well-formed survey and cannot be told from its text, such as
 *   who sent it; by default nothing.
 */
export function judgeSurvey(
  text: string,
  furtherReasons: (survey: Survey) => readonly RejectionReason[] = () => [],
): JudgedSurvey {
  const parsed = parseSurvey(text);
  if (!parsed.wellFormed) return { valid: false, reasons: parsed.reasons };
  const { survey, json } = parsed;
  const reasons = [...furtherReasons(survey), ...reasonsAgainst(survey)];
  return reasons.length === 0 ? { valid: true, survey, json } : { valid: false, reasons };
}

/** What speaks against a well-formed survey by its content: it was answered too fast, or has no text. Nothing, for a valid one. */
export function reasonsAgainst(survey: Survey): RejectionReason[] {
  const reasons: RejectionReason[] = [];
  if (survey.time_elapsed <= MIN_TIME_ELAPSED) reasons.push({ code: "too_fast" });
  if (isBlank(survey.freetext)) reasons.push({ code: "no_text" });
  return reasons;
}

function pathSegment(segment: PropertyKey): string | number {
  return typeof segment === "number" ? segment : String(segment);
}
