const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a real calendar date, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  // Date rolls 30 February over to March. Only a real date comes back as the same text.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is a real moment with an offset, as RFC 3339 writes it. Leap seconds are none. */
export function isDateTime(text: string): boolean {
  const [, date] = DATE_TIME.exec(text) ?? [];
  return date !== undefined && isDate(date);
}

/** The same in UTC, written with `Z`. */
export function isUtcDateTime(text: string): boolean {
  return text.endsWith("Z") && isDateTime(text);
}
