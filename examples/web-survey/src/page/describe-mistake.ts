import type { Mistake } from "../survey/problem.ts";
import type { Words } from "../words/words.ts";

/** What the participant reads of a mistake: what to do. */
export function describeMistake(mistake: Mistake, { problems }: Words, locale: string): string {
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 6 });
  switch (mistake.code) {
    case "missing":
      return problems.missing[mistake.kind];
    case "too_few":
      return problems.tooFew(mistake.choices);
    case "too_many":
      return problems.tooMany(mistake.choices);
    case "not_a_number":
      return problems.notANumber;
    case "out_of_range":
      return problems.outOfRange(number(mistake.min), number(mistake.max));
    case "too_many_decimals":
      return problems.tooManyDecimals(mistake.decimals);
    case "too_long":
      return problems.tooLong(number(mistake.max), number(mistake.characters));
    case "not_a_date":
      return problems.notADate;
    case "not_a_time":
      return problems.notATime;
    case "too_early":
      return problems.tooEarly(day(mistake.limit, locale));
    case "too_late":
      return problems.tooLate(day(mistake.limit, locale));
    case "not_accepted":
      return problems.notAccepted;
    case "participant_missing":
      return problems.participantMissing;
    case "participant_malformed":
      return problems.participantMalformed;
  }
}

/**
 * A calendar date as people write it. It is in no time zone, so it is written in the one in which it is read.
 */
function day(date: string, locale: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
}
