// Only what every dialect of regular expressions reads in the same way. In some, \d takes the digits of all scripts.
const LONG = "(0[13578]|1[02])";
const SHORT = "(0[469]|11)";
const TIME_OF_DAY = "([01][0-9]|2[0-3])";
/** Minutes or seconds. */
const SIXTIETHS = "[0-5][0-9]";
/** Two digits that are a multiple of 4. */
const FOURTH = "([02468][048]|[13579][26])";
/** The same, but for 00. */
const FOURTH_OF_CENTURY = "(0[48]|[2468][048]|[13579][26])";

/** Month and day, with what is between them, of every day but 29 February. */
function monthAndDay(between: string): string {
  return (
    `(${LONG}${between}(0[1-9]|[12][0-9]|3[01])|${SHORT}${between}(0[1-9]|[12][0-9]|30)|` +
    `02${between}(0[1-9]|1[0-9]|2[0-8]))`
  );
}

const DATE = `([0-9]{4}-${monthAndDay("-")}|([0-9]{2}${FOURTH_OF_CENTURY}|${FOURTH}00)-02-29)`;
const OFFSET = `(Z|[+-]${TIME_OF_DAY}:${SIXTIETHS})`;

/** A real date, `YYYY-MM-DD`. */
export const DATE_PATTERN = `^${DATE}$`;

/** A real moment with an offset, as RFC 3339 writes it, with at most nine digits of a second's fraction. */
export const DATE_TIME_PATTERN = `^${DATE}T${TIME_OF_DAY}:${SIXTIETHS}:${SIXTIETHS}(\\.[0-9]{1,9})?${OFFSET}$`;

/** A survey's `timestamp`: a real date and time of the years 2000 to 2099, `MMDDYYHHMMSS`. */
export const TIMESTAMP_PATTERN = `^(${monthAndDay("")}[0-9]{2}|0229${FOURTH})${TIME_OF_DAY}${SIXTIETHS}${SIXTIETHS}$`;

/**
 * The dates from one on, or up to it: they have a larger digit, or a smaller one, where they first differ from it.
 *
 * @param day - `YYYY-MM-DD`.
 */
export function dateLimitPattern(day: string, side: "from" | "to"): string {
  const differing = [...day].flatMap((digit, i) => {
    const [low, high] = side === "from" ? [Number(digit) + 1, 9] : [0, Number(digit) - 1];
    if (digit === "-" || low > high) return [];
    return [`${day.slice(0, i)}${low === high ? low : `[${low}-${high}]`}`];
  });
  return `^(${[...differing, day].join("|")})`;
}
