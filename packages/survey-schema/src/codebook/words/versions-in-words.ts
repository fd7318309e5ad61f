/** `version 2`, `versions 1, 2 and 4` */
export function versionsInWords(versions: readonly number[]): string {
  const last = versions.at(-1);
  const others = versions.slice(0, -1);
  return others.length === 0 ? `version ${last}` : `versions ${others.join(", ")} and ${last}`;
}
