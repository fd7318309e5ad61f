import type { Questionnaire } from "@lab/survey-schema";

type Version = Pick<Questionnaire, "id" | "version">;

/** The constant that a version is exported as: `momentary3`, `eveningMood1`. No two versions share one. */
export function constantOf({ id, version }: Version): string {
  const name = id.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${name}${/\d$/.test(name) ? "_" : ""}${version}`;
}

/** The module that a version is in: `momentary-3`, `evening-mood-1`. */
export function moduleOf({ id, version }: Version): string {
  return `${id.replaceAll("_", "-")}-${version}`;
}
