import type { Mutant } from "./mutant.ts";

const KEYS = "survey-schema/src/keys.ts";
const JUDGE = "survey-schema/src/judge-survey.ts";
const NUMBER = "survey-schema/src/safe-number.ts";
const TIMESTAMP = "survey-schema/src/timestamp.ts";

/** Defects in the rules that the processor shares with the device: keys, times, verdicts. */
export const ruleMutants: readonly Mutant[] = [
  {
    name: "ledger key without time of day",
    defect: "knows one submission of a participant each day",
    file: KEYS,
    edits: [
      {
        find: "return { user_id, submission_time };",
        replace: "return { user_id, submission_time: submission_time.slice(0, 10) };",
      },
    ],
  },
  {
    name: "object key without seconds",
    defect: "knows one object of a participant each minute",
    file: KEYS,
    edits: [{ find: "{timestamp}.json`", replace: "{timestamp.slice(0, 10)}.json`" }],
  },
  {
    name: "time as the device writes it",
    defect: "orders submissions by the text MMDDYYHHMMSS",
    file: TIMESTAMP,
    edits: [
      {
        find: ".000Z` ? iso : undefined",
        replace: ".000Z` ? timestamp : undefined",
      },
    ],
  },
  {
    name: "three seconds are enough",
    defect: "accepts a survey answered in exactly the least time",
    file: JUDGE,
    edits: [{ find: "time_elapsed <= MIN_TIME_ELAPSED", replace: "time_elapsed < MIN_TIME_ELAPSED" }],
  },
  {
    name: "blank text accepted",
    defect: "accepts a free text of white space",
    file: JUDGE,
    edits: [{ find: "isBlank(survey.freetext)", replace: 'survey.freetext === ""' }],
  },
  {
    name: "only white space is blank",
    defect: "accepts a free text of other characters that nobody sees",
    file: JUDGE,
    edits: [{ find: "isBlank(survey.freetext)", replace: 'survey.freetext.trim() === ""' }],
  },
  {
    name: "numbers become zero",
    defect: "accepts a number that reads as zero and is not",
    file: NUMBER,
    edits: [
      {
        find: "return written.digits === read.digits",
        replace: "return value === 0 || written.digits === read.digits",
      },
    ],
  },
  {
    name: "first reason only",
    defect: "keeps one reason of a survey that was rejected for two",
    file: JUDGE,
    edits: [
      {
        find: "if (isBlank(survey.freetext)) reasons",
        replace: "else if (isBlank(survey.freetext)) reasons",
      },
    ],
  },
];
