import {
  type Answers,
  createJudge,
  defineQuestionnaire,
  defineStudy,
  likert,
  multipleChoice,
  text,
} from "@lab/survey-schema";

const agreement = ["Disagree", "Neither agree nor disagree", "Agree"];

/** What participants are asked in the evening. */
export const evening = defineQuestionnaire({
  id: "evening",
  version: 1,
  title: "Your evening",
  items: {
    calm: likert("This evening, I feel calm.", agreement),
    company: multipleChoice("Who is with you?", { alone: "Nobody", family: "Family", friends: "Friends" }),
    pleasant: likert("Their company is pleasant.", agreement, {
      showIf: { company: { excludes: "alone" } },
    }),
    day: text("What was good today?", { maxCharacters: 2_000 }),
  },
  rules: { minSeconds: 3 },
});

/** The types follow from the definition. What may be hidden may be absent. */
export type EveningAnswers = Answers<typeof evening>;

export const study = defineStudy({
  questionnaires: [evening],
  defaultQuestionnaire: "evening",
  plan: { days: 14, promptsPerDay: 1 },
});

/** Judges the surveys of the study, on the device and in the function alike. */
export const judge = createJudge(study);
