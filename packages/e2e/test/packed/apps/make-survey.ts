import type { evening1 } from "@lab/study";
import { type SurveyOf, surveyTimestamp } from "@lab/survey-schema";

/** A survey of a participant who began to answer at this moment, and submits now. */
export function makeSurvey(participant: string, began: Date): SurveyOf<typeof evening1> {
  const now = new Date();
  return {
    user_id: participant,
    timestamp: surveyTimestamp(now),
    time_elapsed: (now.getTime() - began.getTime()) / 1_000,
    questionnaire: "evening@1",
    calm: 70,
    awake: 20,
    happy: 65,
    lonely: 5,
    irritable: 10,
    proud: 50,
    worried: 0,
    strong: 45,
    pain: 0,
    satisfied: 80,
    company: ["family", "friends"],
  };
}
