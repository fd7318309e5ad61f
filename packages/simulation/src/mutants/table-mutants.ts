import type { Mutant } from "./mutant.ts";

const TABLES = "survey-processor/src/stores/dynamo-tables.ts";
const RECORD = "survey-processor/src/process/record-submission.ts";
const PROCESS = "survey-processor/src/process/process-survey.ts";

/** Defects in counting surveys. */
export const tableMutants: readonly Mutant[] = [
  {
    name: "no condition on the ledger",
    defect: "counts a survey that the ledger has already",
    file: TABLES,
    edits: [{ find: 'ConditionExpression: "attribute_not_exists(user_id)",', replace: "" }],
  },
  {
    name: "ledger not awaited",
    defect: "acknowledges a survey before it is counted",
    file: PROCESS,
    edits: [
      {
        find: "const recorded = await recordSubmission(survey, submission, stores.tables, context);",
        replace:
          "recordSubmission(survey, submission, stores.tables, context).catch(() => undefined);\n" +
          'const recorded = "recorded";',
      },
    ],
  },
  {
    name: "two transactions",
    defect: "counts outside the transaction that puts the ledger item",
    file: TABLES,
    edits: [
      {
        find: "await dynamo.send(command, { abortSignal });",
        replace:
          "for (const item of command.input.TransactItems ?? []) " +
          "await dynamo.send(new TransactWriteCommand({ TransactItems: [item] }), { abortSignal });",
      },
    ],
  },
  {
    name: "answers overwritten by older surveys",
    defect: "sets the answers whatever time is shown",
    file: TABLES,
    edits: [
      {
        find: 'ConditionExpression: "attribute_not_exists(last_submission_time) OR last_submission_time < :time",',
        replace: "",
      },
    ],
  },
  {
    name: "older shape sets answers",
    defect: "sets an answer also when it should only count",
    file: TABLES,
    edits: [
      { find: '"ADD num_submission :one"', replace: '"SET q1 = :q1 ADD num_submission :one"' },
      {
        find: "ExpressionAttributeValues: values,",
        replace: 'ExpressionAttributeValues: { ...values, ":q1": survey.q1 },',
      },
    ],
  },
  {
    name: "newer shape never tried",
    defect: "has only the shape for surveys older than the one shown",
    file: RECORD,
    edits: [{ find: 'let shape: Recording["shape"] = "newer";', replace: 'let shape: string = "older";' }],
  },
  {
    name: "older surveys not counted",
    defect: "takes a newer survey being shown for a duplicate",
    file: RECORD,
    edits: [
      {
        find: '      if (result.recorded) return "recorded";',
        replace: '      if (result.recorded || refusedShape(result)) return "recorded";',
      },
      { find: ' && shape === "newer") {', replace: ' && shape === "never") {' },
    ],
  },
  {
    name: "any cancellation is a duplicate",
    defect: "takes every cancelled transaction for one that was done before",
    file: RECORD,
    edits: [{ find: "if (result.submissionCode === CONDITION_FAILED) return", replace: "return" }],
  },
  {
    name: "any condition is a duplicate",
    defect: "takes the participant's failed condition for the ledger's",
    file: RECORD,
    edits: [
      {
        find: "if (result.submissionCode === CONDITION_FAILED) return",
        replace:
          "if (result.submissionCode === CONDITION_FAILED || result.participantCode === CONDITION_FAILED) return",
      },
    ],
  },
  {
    name: "conflict taken as recorded",
    defect: "takes a transaction that met another one for success",
    file: RECORD,
    edits: [{ find: 'return "busy";', replace: 'return "recorded";' }],
  },
  {
    name: "refusal taken as recorded",
    defect: "takes a cancellation it does not know for success",
    file: RECORD,
    edits: [{ find: "throw new RecordingRefusedError(result);", replace: 'return "recorded";' }],
  },
  {
    name: "in progress taken as recorded",
    defect: "takes its own transaction being in progress for its success",
    file: TABLES,
    edits: [
      {
        find: '{ recorded: false, submissionCode: "TransactionConflict", participantCode: "None" }',
        replace: "{ recorded: true }",
      },
    ],
  },
  {
    name: "unknown outcome taken as recorded",
    defect: "takes any error of the request for success",
    file: TABLES,
    edits: [{ find: "        throw error;", replace: "        return { recorded: true };" }],
  },
];
