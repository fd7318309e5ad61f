const known = new Map<string, boolean>();
/** More names than there are time zones, so that senders of invented ones cannot fill the memory. */
const MAX_REMEMBERED = 1_000;

/** Whether this engine knows a time zone by its IANA name. Old names count as known. */
export function isKnownTimezone(name: string): boolean {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const answer = asksEngine(name);
  if (known.size < MAX_REMEMBERED) known.set(name, answer);
  return answer;
}

function asksEngine(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
