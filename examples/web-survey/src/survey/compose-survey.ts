import { type Answer, type Questionnaire, questionnaireRef, surveyTimestamp } from "@lab/survey-schema";
import type { Prompt } from "./survey-link.ts";

export interface SurveyParts {
  readonly questionnaire: Pick<Questionnaire, "id" | "version">;
  /** The id of the study's default questionnaire. */
  readonly defaultQuestionnaire: string | undefined;
  readonly user_id: string;
  readonly answers: Readonly<Record<string, Answer>>;
  /** In seconds. */
  readonly time_elapsed: number;
  readonly startedAt: Date;
  readonly submittedAt: Date;
  readonly prompt: Prompt;
}

/**
 * Writes a survey as it is sent. One of the default's version 1 is a survey as all were before there were
 * several questionnaires: it does not name its questionnaire, and has no field of time but its `timestamp`.
 *
 * @throws RangeError when the device's clock is not in the years 2000 to 2099.
 */
export function composeSurvey(parts: SurveyParts): string {
  const { questionnaire, defaultQuestionnaire, user_id, answers, time_elapsed, startedAt, submittedAt } =
    parts;
  const survey = { user_id, ...answers, timestamp: surveyTimestamp(submittedAt), time_elapsed };
  if (questionnaire.id === defaultQuestionnaire && questionnaire.version === 1) return JSON.stringify(survey);
  return JSON.stringify({
    ...survey,
    questionnaire: questionnaireRef(questionnaire),
    ...timezone(),
    utc_offset: utcOffset(submittedAt),
    ...parts.prompt,
    started_at: dateTime(startedAt),
  });
}

/** The device's time zone, if the browser tells one. Chromium has a name for one that it does not know. */
function timezone(): { readonly timezone?: string } {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone === undefined || timeZone === "Etc/Unknown" ? {} : { timezone: timeZone };
}

/** The device's offset from UTC at a moment: `+01:00`. */
export function utcOffset(moment: Date): string {
  const minutes = -Math.round(moment.getTimezoneOffset());
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** A moment as RFC 3339 writes it, in the device's local time: `2026-03-02T12:00:00+01:00`. */
export function dateTime(moment: Date): string {
  const date = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map(twoDigits).join("-");
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits).join(":");
  return `${date}T${time}${utcOffset(moment)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
