import { type Survey, surveyTimestamp } from "@lab/survey-schema";

/** A survey of a participant who began at one moment and submits at another, by this device's clock. */
export function makeSurvey(participant: string, began: Date, submits: Date): Survey {
  return {
    user_id: participant,
    timestamp: surveyTimestamp(submits), // MMDDYYHHMMSS, local time
    time_elapsed: (submits.getTime() - began.getTime()) / 1_000,
    q1: 4,
    q2: 1,
    q3: 1,
    q4: 1,
    q5: 3,
    freetext: "A quiet morning.",
  };
}
