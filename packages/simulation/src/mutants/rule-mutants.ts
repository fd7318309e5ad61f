import type { MutantsByFile } from "./mutant.ts";

/** Defects in the rules that the processor shares with the device: keys, times, verdicts. */
export const ruleMutants: MutantsByFile = {
  "survey-schema/src/stored/keys.ts": {
    "ledger key without time of day": {
      defect: "knows one submission of a participant each day",
      edits: [
        {
          find: "submission_time: questionnaire === undefined ? time :",
          replace: "submission_time: questionnaire === undefined ? time.slice(0, 10) :",
        },
      ],
    },
    "object key without seconds": {
      defect: "knows one object of a participant each minute",
      edits: [{ find: "{timestamp}$", replace: "{timestamp.slice(0, 10)}$" }],
    },
  },
  "survey-schema/src/time/timestamp.ts": {
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
  "survey-schema/src/judge/apply-rules.ts": {
    "three seconds are enough": {
      defect: "accepts a survey answered in exactly the least time",
      edits: [
        {
          find: "time_elapsed <= rules.minSeconds",
          replace: "time_elapsed < rules.minSeconds",
        },
      ],
    },
    "blank text accepted": {
      defect: "accepts a free text of white space",
      edits: [
        {
          find: 'isBlank(String(answers[item.name] ?? ""))',
          replace: 'answers[item.name] === ""',
        },
      ],
    },
    "only white space is blank": {
      defect: "accepts a free text of other characters that nobody sees",
      edits: [
        {
          find: 'isBlank(String(answers[item.name] ?? ""))',
          replace: 'String(answers[item.name]).trim() === ""',
        },
      ],
    },
    "first reason only": {
      defect: "keeps one reason of a survey that was rejected for two",
      edits: [
        {
          find: 'if (items.some(lacksText)) codes.push("no_text");',
          replace: 'if (codes.length === 0 && items.some(lacksText)) codes.push("no_text");',
        },
      ],
    },
  },
  "survey-schema/src/judge/safe-number.ts": {
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
