import type { MutantsByFile } from "./mutant.ts";

/** Defects in telling questionnaires and their versions apart, and in following their definitions. */
export const questionnaireMutants: MutantsByFile = {
  "survey-schema/src/questionnaire/study.ts": {
    "version ignored": {
      defect: "judges every survey by the first version of its questionnaire",
      edits: [
        {
          find: "one.id === id && one.version === version",
          replace: "one.id === id && version > 0",
        },
      ],
    },
  },
  "survey-schema/src/stored/submission-of.ts": {
    "version 1 in the ledger": {
      defect: "enters version 1 in the ledger, whatever was answered",
      edits: [
        {
          find: "version: answered.version",
          replace: "version: 1",
        },
      ],
    },
    "flags forgotten": {
      defect: "does not enter the flags in the ledger",
      edits: [
        {
          find: "...(flags.length > 0 && { flags }),",
          replace: "",
        },
      ],
    },
    "time zone forgotten": {
      defect: "does not enter the device's time zone in the ledger",
      edits: [
        {
          find: "...(timezone !== undefined && { timezone }),",
          replace: "",
        },
      ],
    },
  },
  "survey-schema/src/stored/shown-survey.ts": {
    "version 1 in the record": {
      defect: "shows version 1, whatever was answered",
      edits: [
        {
          find: "[names.version]: answered.version",
          replace: "[names.version]: 1",
        },
      ],
    },
    "other questionnaire's answers overwritten": {
      defect: "removes what the record shows of the default when another questionnaire is answered",
      edits: [
        {
          find: "remove: [],",
          replace: "remove: defaultItemNames(study),",
        },
      ],
    },
    "one time for all questionnaires": {
      defect: "tells newer from older by the default's time, whatever was answered",
      edits: [
        {
          find: "remove: [],\n      timeAttribute: names.submissionTime,",
          replace: 'remove: [], timeAttribute: "last_submission_time",',
        },
      ],
    },
  },
  "survey-schema/src/judge/read-envelope.ts": {
    "unknown questionnaire is the default": {
      defect: "takes a survey that names its questionnaire for one of the default",
      edits: [
        {
          find: 'if (Object.hasOwn(json, "questionnaire")) return',
          replace: 'if (Object.hasOwn(json, "questionnaire") && defaultId === undefined) return',
        },
      ],
    },
  },
  "survey-schema/src/judge/create-judge.ts": {
    "unknown questionnaire accepted": {
      defect: "says nothing against a questionnaire that the study does not have",
      edits: [
        {
          find: 'reasons: [...further, { code: "unknown_questionnaire", questionnaire }]',
          replace: 'reasons: [...further, { code: "too_fast" }]',
        },
      ],
    },
  },
  "survey-schema/src/stored/keys.ts": {
    "one object for two questionnaires": {
      defect: "gives the surveys of all questionnaires in one second the same object key",
      edits: [{ find: 'questionnaire === undefined ? "" :', replace: 'questionnaire !== "" ? "" :' }],
    },
    "one ledger item for two questionnaires": {
      defect: "gives the surveys of all questionnaires in one second the same ledger key",
      edits: [{ find: "questionnaire === undefined ? time :", replace: 'questionnaire !== "" ? time :' }],
    },
  },
  "survey-schema/src/judge/read-answers.ts": {
    "hidden item accepted": {
      defect: "takes an answer to an item that was not shown",
      edits: [
        {
          find: "if (isThere && !shown) {",
          replace: "if (isThere && !shown && !isThere) {",
        },
      ],
    },
    "shown item may be missing": {
      defect: "does not demand an item that its condition shows",
      edits: [
        {
          find: "if (showIf !== undefined && required",
          replace: "if (showIf === undefined && required",
        },
      ],
    },
  },
  "survey-schema/src/judge/apply-rules.ts": {
    "flag treated as rejection": {
      defect: "rejects a survey for a rule that only flags",
      edits: [
        {
          find: 'reasons: speaks("reject")',
          replace: 'reasons: [...speaks("reject"), ...speaks("flag")]',
        },
      ],
    },
    "rejection treated as flag": {
      defect: "accepts a survey whose attention check failed",
      edits: [
        {
          find: 'if (items.some(failsCheck)) codes.push("failed_check");',
          replace: "",
        },
      ],
    },
    "slow answers are not seen": {
      defect: "does not flag what took longer than it may",
      edits: [
        {
          find: "time_elapsed > maxSeconds",
          replace: "time_elapsed > 10 * maxSeconds",
        },
      ],
    },
    "straight lines are not seen": {
      defect: "does not flag one answer to all items",
      edits: [
        {
          find: "given.length >= MIN_STRAIGHT_LINED",
          replace: "given.length > 2 * MIN_STRAIGHT_LINED",
        },
      ],
    },
  },
};
