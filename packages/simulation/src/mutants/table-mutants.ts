import type { MutantsByFile } from "./mutant.ts";

/** Defects in counting surveys. */
export const tableMutants: MutantsByFile = {
  "survey-processor/src/stores/dynamo-tables.ts": {
    "no condition on the ledger": {
      defect: "counts a survey that the ledger has already",
      edits: [
        {
          find: 'ConditionExpression: "attribute_not_exists(user_id)",',
          replace: "",
        },
      ],
    },
    "two transactions": {
      defect: "counts outside the transaction that puts the ledger item",
      edits: [
        {
          find: "await dynamo.send(command, { abortSignal });",
          replace:
            "for (const item of command.input.TransactItems ?? []) await dynamo.send(new TransactWriteCommand({ TransactItems: [item] }), { abortSignal });",
        },
      ],
    },
    "answers overwritten by older surveys": {
      defect: "sets the answers whatever time is shown",
      edits: [
        {
          find: "(attribute_not_exists(#time) OR #time < :time) AND ",
          replace: "",
        },
      ],
    },
    "older shape sets answers": {
      defect: "sets an answer also when it should only count",
      edits: [
        {
          find: 'UpdateExpression: "SET #format = :format ADD #count :one",',
          replace:
            'UpdateExpression: "SET #format = :format, #first = :first ADD #count :one",\nExpressionAttributeNames: { ...request.ExpressionAttributeNames, "#first": Object.keys(set)[0] },\nExpressionAttributeValues: { ...request.ExpressionAttributeValues, ":first": Object.values(set)[0] },',
        },
      ],
    },
    "in progress taken as recorded": {
      defect: "takes its own transaction being in progress for its success",
      edits: [
        {
          find: '{ recorded: false, submissionCode: "TransactionConflict", participantCode: "None" }',
          replace: "{ recorded: true }",
        },
      ],
    },
    "unknown outcome taken as recorded": {
      defect: "takes any error of the request for success",
      edits: [
        {
          find: "        throw error;",
          replace: "        return { recorded: true };",
        },
      ],
    },
  },
  "survey-processor/src/process/process-survey.ts": {
    "ledger not awaited": {
      defect: "acknowledges a survey before it is counted",
      edits: [
        {
          find: "const recorded = await recordSubmission({ survey, submission, sentAt }, participant, tables, context);",
          replace:
            'recordSubmission({ survey, submission, sentAt }, participant, tables, context).catch(() => undefined);\nconst recorded = "recorded";',
        },
      ],
    },
  },
  "survey-processor/src/process/record-submission.ts": {
    "newer shape never tried": {
      defect: "has only the shape for surveys older than the one shown",
      edits: [
        {
          find: 'return shown < time ? "newer" : "older";',
          replace: 'return "older";',
        },
      ],
    },
    "shape never switched": {
      defect: "tries the same transaction again when another survey came first",
      edits: [{ find: "        shape = other;\n", replace: "" }],
    },
    "older surveys not counted": {
      defect: "takes a newer survey being shown for a duplicate",
      edits: [
        {
          find: "        shape = other;",
          replace: '        if (other === "older") return "duplicate";\n        shape = other;',
        },
        {
          find: "shapeFor(submission, participant) ??",
          replace: "undefined ??",
        },
      ],
    },
    "any cancellation is a duplicate": {
      defect: "takes every cancelled transaction for one that was done before",
      edits: [
        {
          find: "if (result.submissionCode === CONDITION_FAILED) return",
          replace: "return",
        },
      ],
    },
    "any condition is a duplicate": {
      defect: "takes the participant's failed condition for the ledger's",
      edits: [
        {
          find: "if (result.submissionCode === CONDITION_FAILED) return",
          replace:
            "if (result.submissionCode === CONDITION_FAILED || result.participantCode === CONDITION_FAILED) return",
        },
      ],
    },
    "conflict taken as recorded": {
      defect: "takes a transaction that met another one for success",
      edits: [
        {
          find: 'return "busy";',
          replace: 'return "recorded";',
        },
      ],
    },
    "refusal taken as recorded": {
      defect: "takes a cancellation it does not know for success",
      edits: [
        {
          find: "throw new RecordingRefusedError(result);",
          replace: 'return "recorded";',
        },
      ],
    },
  },
};
