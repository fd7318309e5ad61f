import { defineStudy } from "@lab/survey-schema";
import { daily } from "./daily.ts";
import { momentary1, momentary2 } from "./momentary.ts";

/** The study: every published version of its questionnaires, the default, and how often participants are asked. */
export const study = defineStudy({
  questionnaires: [daily, momentary1, momentary2],
  defaultQuestionnaire: "daily",
  plan: { days: 14, promptsPerDay: 5 },
});
