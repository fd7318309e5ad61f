import type { Correction } from "@lab/survey-schema";
import type { Lock } from "./lock-schema.ts";

/** The declared corrections of a questionnaire's items, in all its versions. */
export function correctionsOf({ corrections }: Pick<Lock, "corrections">, id: string): Correction[] {
  return corrections.flatMap(({ item, part, from, to }) =>
    item !== undefined && from.version.startsWith(`${id}@`)
      ? [{ item, part, from: from.wording, to: to.wording }]
      : [],
  );
}
