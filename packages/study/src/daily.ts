import { defineQuestionnaire, likert, text } from "@lab/survey-schema";

const agreement = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"];

/** The survey that the study began with. */
export const daily = defineQuestionnaire({
  id: "daily",
  version: 1,
  title: "How are you right now?",
  instructions: "Five statements and one question. It takes about a minute, and there are no wrong answers.",
  items: {
    q1: likert("Right now, I feel well.", agreement),
    q2: likert("I have enough energy for what I want to do.", agreement),
    q3: likert("I feel calm.", agreement),
    q4: likert("I can concentrate.", agreement),
    q5: likert("I feel close to the people around me.", agreement),
    freetext: text("What have you been doing?", { maxCharacters: 10_000 }),
  },
  rules: { minSeconds: 3 },
});
