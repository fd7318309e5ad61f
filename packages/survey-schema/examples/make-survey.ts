import { type StudySurvey, surveyTimestamp } from "@lab/survey-schema";
import type { study } from "./evening.ts";

/** A survey of a participant who began at one moment and submits at another, by this device's clock. */
export function makeSurvey(participant: string, began: Date, submits: Date): StudySurvey<typeof study> {
  return {
    user_id: participant,
    timestamp: surveyTimestamp(submits), // MMDDYYHHMMSS, local time
    time_elapsed: (submits.getTime() - began.getTime()) / 1_000,
    calm: 3,
    company: ["alone"],
    day: "A quiet morning.",
  };
}
