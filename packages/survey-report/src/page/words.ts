import type { Flag, RejectionReason } from "@lab/survey-schema";

/** Why a survey was rejected, for people. */
export const reasonsInWords: Readonly<Record<RejectionReason["code"], string>> = {
  not_json: "not a JSON text",
  malformed: "not a well-formed survey",
  unknown_questionnaire: "of a questionnaire that the study does not have",
  too_fast: "answered too fast",
  no_text: "a required text is blank",
  failed_check: "an attention check was answered wrongly",
  wrong_sender: "sent with credentials that are not the participant's",
  conflicting: "a different survey holds this participant, second and questionnaire",
  withdrawn: "the participant has withdrawn",
};

/** What was noticed of an accepted survey, for people. */
export const flagsInWords: Readonly<Record<Flag, string>> = {
  straight_lined: "the same answer to every statement",
  too_slow: "took longer than the questionnaire expects",
  unknown_timezone: "names a time zone that nobody knows",
  too_fast: "answered too fast",
  no_text: "a required text is blank",
  failed_check: "an attention check was answered wrongly",
};

/** A number as people read it: `12,345`. */
export function count(value: number): string {
  return value.toLocaleString("en-GB");
}

/** How many of something: `1 survey`, `2 surveys`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A number that is no count: `12.3`, and at most as exact as a reader can use. */
export function decimal(value: number): string {
  return value.toLocaleString("en-GB", { maximumSignificantDigits: 3 });
}

/** A share in percent. All and nothing are said only of all and nothing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "–";
  const rounded = Math.round((100 * part) / whole);
  if (rounded === 100 && part < whole) return "99 %";
  return rounded === 0 && part > 0 ? "<1 %" : `${rounded} %`;
}

const dateFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const shortDateFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const momentFormat = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "full",
  timeStyle: "short",
  timeZone: "UTC",
});

/** A date: `Sat, 28 Nov 2026`. */
export function date(day: string): string {
  return dateFormat.format(new Date(day));
}

/** A date beside others: `28 Nov`. */
export function shortDate(day: string): string {
  return shortDateFormat.format(new Date(day));
}

/** A moment: `Saturday, 28 November 2026 at 09:43 UTC`. */
export function moment(at: string): string {
  return `${momentFormat.format(new Date(at))} UTC`;
}

/** A duration, roughly: `45 seconds`, `12 minutes`, `3 hours`, `2 days`. */
export function duration(seconds: number): string {
  const units = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => seconds >= 2 * length) ?? ["second", 1];
  return countOf(Math.round(seconds / size), unit);
}

/** Minutes since midnight as a time of day: `07:30`. */
export function timeOfDay(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return `${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
