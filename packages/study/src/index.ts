import type { StudySurvey } from "@lab/survey-schema";
import type { study } from "./study.ts";

export { daily } from "./daily.ts";
export { judge } from "./judge.ts";
export { momentary1, momentary2 } from "./momentary.ts";
export { study } from "./study.ts";

/** A survey of the study, as an app sends it. */
export type Survey = StudySurvey<typeof study>;
