const MMDDYYHHMMSS = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/**
 * Turns a survey's `timestamp` (`MMDDYYHHMMSS`, the device's local time, years 2000 to 2099) into the ISO 8601 time
 * under which the submission is recorded. The device sends no time zone, so the result has none; as text it sorts in
 * time order.
 *
 * @returns the local date and time, or `undefined` when the text is not a real date and time.
 * @example
 * submissionTime("092821120000"); // "2021-09-28T12:00:00"
 * submissionTime("022921000000"); // undefined: 2021 had no 29 February
 */
export function submissionTime(timestamp: string): string | undefined {
  const fields = MMDDYYHHMMSS.exec(timestamp);
  if (fields === null) return undefined;
  const [, month, day, year, hour, minute, second] = fields;
  const iso = `20${year}-${month}-${day}T${hour}:${minute}:${second}`;
  // Date rolls 30 February over to March: only a real date and time comes back as the same text.
  const date = new Date(`${iso}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString() === `${iso}.000Z` ? iso : undefined;
}

const LOCAL_TIME = /^20(\d{2})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/;

/**
 * Turns a submission time back into the survey's `timestamp`: the reverse of {@link submissionTime}.
 *
 * @returns `undefined` for a text that {@link submissionTime} never gives.
 * @example
 * parseSubmissionTime("2021-09-28T12:00:00"); // "092821120000"
 */
export function parseSubmissionTime(time: string): string | undefined {
  const fields = LOCAL_TIME.exec(time);
  if (fields === null) return undefined;
  const [, year, month, day, hour, minute, second] = fields;
  const timestamp = `${month}${day}${year}${hour}${minute}${second}`;
  return submissionTime(timestamp) === time ? timestamp : undefined;
}

/**
 * The `timestamp` of a survey answered at a moment, by this device's local clock and time zone: `MMDDYYHHMMSS`.
 *
 * @throws RangeError for an invalid date, or one outside the years 2000 to 2099.
 * @example
 * surveyTimestamp(new Date(2021, 8, 28, 12, 0, 0)); // "092821120000"
 */
export function surveyTimestamp(moment: Date): string {
  const year = moment.getFullYear();
  if (!(year >= 2000 && year <= 2099))
    throw new RangeError("a survey's year must be 2000 to 2099: check the clock");
  const fields = [
    moment.getMonth() + 1,
    moment.getDate(),
    year % 100,
    moment.getHours(),
    moment.getMinutes(),
    moment.getSeconds(),
  ];
  return fields.map((field) => String(field).padStart(2, "0")).join("");
}
