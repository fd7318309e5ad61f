import { judgeSurvey, type Survey } from "@lab/survey-schema";

/** A survey with which nothing is wrong but its free text, if that is blank. */
const otherwiseValid: Survey = {
  user_id: "0",
  timestamp: "010100000000",
  time_elapsed: 60,
  q1: 1,
  q2: 1,
  q3: 1,
  q4: 1,
  q5: 1,
  freetext: "",
};

/** Whether a survey with this free text would be rejected because there is nothing in it, as the processor judges it. */
export function isBlank(freetext: string): boolean {
  const judged = judgeSurvey(JSON.stringify({ ...otherwiseValid, freetext }));
  return !judged.valid && judged.reasons.some(({ code }) => code === "no_text");
}
