import {
  createJudge,
  date,
  defineQuestionnaire,
  defineStudy,
  likert,
  mean,
  multipleChoice,
  number,
  singleChoice,
  slider,
  text,
  time,
} from "../src/index.ts";

const agreement = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"];

/** The questionnaire of the surveys that all tests share. */
export const daily = defineQuestionnaire({
  id: "daily",
  version: 1,
  title: "Daily survey",
  items: {
    q1: likert("I feel well.", agreement),
    q2: likert("I have energy.", agreement),
    q3: likert("I feel calm.", agreement),
    q4: likert("I can concentrate.", agreement),
    q5: likert("I feel close to people.", agreement),
    freetext: text("What have you been doing?", { maxCharacters: 10_000 }),
  },
  rules: { minSeconds: 3 },
});

/** An item of each kind, with and without conditions. */
export const moment = defineQuestionnaire({
  id: "moment",
  version: 3,
  title: { en: "This moment", de: "Dieser Moment" },
  languages: ["en", "de"],
  items: {
    glad: likert(
      { en: "Glad", de: "Froh" },
      { points: 7, low: { en: "no", de: "nein" }, high: { en: "yes", de: "ja" } },
    ),
    sad: likert({ en: "Sad", de: "Traurig" }, ["1", "2", "3", "4", "5", "6", "7"], { reverse: true }),
    check: singleChoice(
      { en: "Choose blue", de: "Wählen Sie Blau" },
      { red: { en: "Red", de: "Rot" }, blue: { en: "Blue", de: "Blau" } },
      { expect: "blue" },
    ),
    stress: slider({ en: "Stress", de: "Stress" }, { min: -1, max: 1, step: 0.1 }),
    company: multipleChoice(
      { en: "Who is with you?", de: "Wer ist bei Ihnen?" },
      {
        alone: { en: "Nobody", de: "Niemand" },
        friends: { en: "Friends", de: "Freunde" },
        others: { en: "Others", de: "Andere" },
      },
      { maxChoices: 2 },
    ),
    pleasant: likert({ en: "Pleasant?", de: "Angenehm?" }, ["1", "2", "3"], {
      showIf: { company: { excludes: "alone" } },
    }),
    sleep: number({ en: "Sleep", de: "Schlaf" }, { min: 0, max: 24, decimals: 1, required: false }),
    born: date({ en: "Born", de: "Geboren" }, { min: "1900-01-01", max: "2020-12-31", required: false }),
    woke: time({ en: "Woke", de: "Aufgewacht" }, { required: false }),
    why: text({ en: "Why?", de: "Warum?" }, { maxCharacters: 5, showIf: { glad: { atMost: 2 } } }),
  },
  rules: { minSeconds: 2, maxSeconds: 600, consequences: { too_fast: "flag" } },
  scores: { mood: mean(["glad", "sad"], { maxMissing: 1 }) },
});

const moment1 = defineQuestionnaire({
  id: "moment",
  version: 1,
  title: "This moment",
  items: { glad: likert("Glad", agreement) },
});
const moment2 = defineQuestionnaire({
  id: "moment",
  version: 2,
  title: "This moment",
  items: { glad: likert("Glad", agreement) },
});

/** A study with a default questionnaire of one version, and another one of three. */
export const study = defineStudy({
  questionnaires: [daily, moment1, moment2, moment],
  defaultQuestionnaire: "daily",
  plan: { days: 7, promptsPerDay: 3 },
});

export const judge = createJudge(study);

/** The fields of a valid survey of {@link moment}, unless some of them make it otherwise; `undefined` leaves one out. */
export function momentText(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    user_id: "0001",
    timestamp: "092821120000",
    time_elapsed: 30,
    questionnaire: "moment@3",
    glad: 7,
    sad: 1,
    check: "blue",
    stress: 0.3,
    company: ["alone"],
    ...fields,
  });
}
