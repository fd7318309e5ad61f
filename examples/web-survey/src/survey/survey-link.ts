import { isDateTime } from "@lab/survey-schema";

/** What a link says of the survey that it asks for. */
export interface SurveyLink {
  /** The questionnaire's id: `?questionnaire=momentary`. */
  readonly questionnaire: string | undefined;
  /** The prompt that the survey answers. */
  readonly prompt: Prompt;
}

/** When a participant was asked: RFC 3339 with offset, as a survey carries it. */
export interface Prompt {
  /** When the prompt was planned: `?scheduled_at=2026-03-02T12:00:00+01:00`. */
  readonly scheduled_at?: string;
  /** When the participant was notified. */
  readonly notified_at?: string;
}

const promptTimes = ["scheduled_at", "notified_at"] as const;

/**
 * Reads what a link says of the survey. A time that is none is not believed: the survey would be malformed
 * with it.
 *
 * @param location - the page's.
 */
export function readSurveyLink({ search }: Pick<Location, "search">): SurveyLink {
  // An offset's plus sign stands for itself, though a link's would be a space.
  const fields = new URLSearchParams(search.replaceAll("+", "%2B"));
  const times = promptTimes.flatMap((name) => {
    const time = fields.get(name);
    return time !== null && isDateTime(time) ? [[name, time] as const] : [];
  });
  return { questionnaire: fields.get("questionnaire") || undefined, prompt: Object.fromEntries(times) };
}

/** A link's `search` once its prompt is answered: what is answered later answers none. */
export function withoutPrompt(search: string): string {
  return withoutFields(search, promptTimes);
}

/** A link's `search` without some of its fields. */
export function withoutFields(search: string, names: readonly string[]): string {
  const kept = search
    .slice(1)
    .split("&")
    .filter((field) => field !== "" && !names.includes(field.split("=", 1).join()));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}
