import type { MutantsByFile } from "./mutant.ts";

/** Defects in the rules that the processor shares with the device: keys, times, verdicts. */
export const ruleMutants: MutantsByFile = {
  "survey-schema/src/keys.ts": {
    "ledger key without time of day": {
      defect: "knows one submission of a participant each day",
      edits: [
        {
          find: "return { user_id, submission_time };",
          replace: "return { user_id, submission_time: submission_time.slice(0, 10) };",
        },
      ],
    },
    "object key without seconds": {
      defect: "knows one object of a participant each minute",
      edits: [{ find: "{timestamp}.json`", replace: "{timestamp.slice(0, 10)}.json`" }],
    },
  },
  "survey-schema/src/timestamp.ts": {
    "time as the device writes it": {
      defect: "orders submissions by the text MMDDYYHHMMSS",
      edits: [
        {
          find: ".000Z` ? iso : undefined",
          replace: ".000Z` ? timestamp : undefined",
        },
      ],
    },
  },
  "survey-schema/src/judge-survey.ts": {
    "three seconds are enough": {
      defect: "accepts a survey answered in exactly the least time",
      edits: [{ find: "time_elapsed <= MIN_TIME_ELAPSED", replace: "time_elapsed < MIN_TIME_ELAPSED" }],
    },
    "blank text accepted": {
      defect: "accepts a free text of white space",
      edits: [{ find: "isBlank(survey.freetext)", replace: 'survey.freetext === ""' }],
    },
    "only white space is blank": {
      defect: "accepts a free text of other characters that nobody sees",
      edits: [{ find: "isBlank(survey.freetext)", replace: 'survey.freetext.trim() === ""' }],
    },
    "first reason only": {
      defect: "keeps one reason of a survey that was rejected for two",
      edits: [
        {
          find: "if (isBlank(survey.freetext)) reasons",
          replace: "else if (isBlank(survey.freetext)) reasons",
        },
      ],
    },
  },
  "survey-schema/src/safe-number.ts": {
    "numbers become zero": {
      defect: "accepts a number that reads as zero and is not",
      edits: [
        {
          find: "return written.digits === read.digits",
          replace: "return value === 0 || written.digits === read.digits",
        },
      ],
    },
  },
};
