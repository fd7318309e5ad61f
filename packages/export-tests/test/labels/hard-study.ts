import {
  date,
  defineQuestionnaire,
  likert,
  mean,
  multipleChoice,
  number,
  type Questionnaire,
  singleChoice,
  slider,
  text,
  time,
} from "@lab/survey-schema";

const ODD = `It's "quoted", \`$HOME' & <b>bold</b> 😀`;
const both = (en: string, de = `${en} (deutsch)`) => ({ en, de });
const LONG_NAME = "the_longest_name_of_an_item_here";
const LONG_CODE = "the_longest_code_of_an_option_is";

/** What both versions ask. */
const items = {
  // These are words of the languages of SPSS, Stata, Python, R and SQL.
  with: likert(both("Glad", "Froh"), ["–", "2", both("middle", "Mitte"), "4", both(ODD, ODD)]),
  all: likert(both(ODD, `Zweite\nZeile ${ODD}`), {
    points: 7,
    low: both("no", "nein"),
    high: both("yes", "ja"),
  }),
  by: singleChoice(
    both("Where?", "Wo?"),
    {
      home: both("At home", "Zu Hause"),
      to: both(ODD, ODD),
      [LONG_CODE]: both("Elsewhere", "Anderswo"),
    },
    { required: false },
  ),
  [LONG_NAME]: multipleChoice(
    both("Who?", "Wer?"),
    {
      [LONG_CODE]: both("Friends", "Freunde"),
      the_longest_code_of_an_option_no: both("Others", "Andere"),
    },
    { required: false, minChoices: 0 },
  ),
  part: slider(both("Part", "Teil"), {
    min: -1,
    max: 1,
    step: 0.000_001,
    low: both("low", "tief"),
    required: false,
  }),
  score: number(both("Number", "Zahl"), {
    min: -1_000_000_000,
    max: 1_000_000_000,
    decimals: 6,
    required: false,
  }),
  count: number(both("Count", "Anzahl"), { min: -1_000_000_000, max: 1_000_000_000, required: false }),
  born: date(both("Born", "Geboren"), { required: false }),
  woke: time(both("Woke", "Aufgewacht"), { required: false }),
  note: text(both("x".repeat(200), `ü${"ä".repeat(200)}`), { required: false, maxCharacters: 50_000 }),
  note_2: text(both("Another", "Noch etwas"), { required: false, maxCharacters: 10_000 }),
  v2: text(both("Short", "Kurz"), { required: false, maxCharacters: 10 }),
};

const common = {
  id: "hard",
  title: both("A hard one", "Ein harter"),
  languages: ["en", "de"],
  scores: { mood: mean(["with", "all"], { maxMissing: 1 }) },
} as const;

/** A questionnaire of two versions with an item of each kind, in which nothing is easy to write. */
export const hardVersions: readonly [Questionnaire, Questionnaire] = [
  defineQuestionnaire({
    ...common,
    version: 1,
    items: { ...items, gone: text(both("Gone", "Weg"), { required: false }) },
  }),
  defineQuestionnaire({
    ...common,
    version: 2,
    items: {
      ...items,
      with: likert(both("Happy", "Glücklich"), ["–", "2", both("middle", "Mitte"), "4", both(ODD, ODD)]),
    },
    instructions: both("Please answer.", "Bitte antworten Sie."),
  }),
];

/** Answers of both versions, by version. Further ones have one of the hard texts each. */
export const hardAnswers: readonly (readonly [version: 1 | 2, answers: Readonly<Record<string, unknown>>])[] =
  [
    [1, { with: 5, all: 1, gone: "gone" }],
    [
      2,
      {
        with: 1,
        all: 7,
        by: "to",
        [LONG_NAME]: [],
        part: -0.000_001,
        score: -1_000_000_000,
        count: -1,
        born: "1582-10-15",
      },
    ],
    [
      2,
      {
        with: 2,
        all: 2,
        by: LONG_CODE,
        [LONG_NAME]: [LONG_CODE],
        part: 0.1,
        score: 0.000_001,
        count: 0,
        woke: "00:00",
      },
    ],
    [
      2,
      {
        with: 3,
        all: 3,
        by: "home",
        part: -1,
        score: 999_999_999.999_999,
        count: 1_000_000_000,
        born: "1582-10-14",
      },
    ],
    [2, { with: 4, all: 6, part: 0, score: 0.3, count: 7, born: "0001-01-01", woke: "23:59" }],
    [2, { with: 4, all: 6, born: "0000-01-01" }],
    [2, { with: 4, all: 6, born: "9999-12-31", v2: "=" }],
  ];
