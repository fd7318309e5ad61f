import type { VersionChange } from "@lab/survey-schema";

/** Whether a change of a published version is one of its wordings alone, which a declared correction allows. */
export function mayBeCorrected(change: VersionChange): boolean {
  if (change.code === "text_changed") return change.from !== undefined && change.to !== undefined;
  return change.code === "reworded";
}
