import { tzOffset } from "@date-fns/tz";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The number of a date, so that dates can be counted: days since 1970. */
export function dayOf(date: string): number {
  return Math.floor(Date.parse(date.slice(0, 10)) / DAY);
}

/** The date of a {@link dayOf day}: `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The day on which a moment is, where a clock is that many minutes ahead of UTC. */
export function dayAt(moment: number, offset: number): number {
  return Math.floor((moment + offset * MINUTE) / DAY);
}

/** A time zone. It tells how many minutes it is ahead of UTC. */
export type Offset = (moment: number) => number;

const utc: Offset = () => 0;

/** Offsets change on quarters of hours only, so one is asked for once in each. */
const QUARTER = 15 * MINUTE;
/** More than there are time zones and quarters in a study; then it forgets. */
const MAX_KNOWN = 100_000;
const known = new Map<string, number>();

/** The offset of a zone by its IANA name, or by `+02:00`. UTC where it is not known. */
export function offsetIn(zone: string | undefined): Offset {
  return zoneOffset(zone) ?? utc;
}

/** The same, undefined where the zone is not known. */
export function zoneOffset(zone: string | undefined): Offset | undefined {
  if (zone === undefined || Number.isNaN(tzOffset(zone, new Date(0)))) return undefined;
  return (moment) => {
    const quarter = Math.floor(moment / QUARTER);
    const key = `${zone} ${quarter}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MAX_KNOWN) known.clear();
    const offset = tzOffset(zone, new Date(quarter * QUARTER));
    known.set(key, offset);
    return offset;
  };
}

/** When it was, in milliseconds since 1970, as a clock in a zone showed this local time. */
export function momentOf(localTime: string, offset: Offset): number {
  const asUtc = Date.parse(`${localTime}Z`);
  const near = asUtc - offset(asUtc) * MINUTE;
  return asUtc - offset(near) * MINUTE;
}
