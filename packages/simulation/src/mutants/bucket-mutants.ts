import type { MutantsByFile } from "./mutant.ts";

/** What S3 answers to a put that took effect, as somebody may imagine it. */
const SUCCESS = "{ ETag: '\"imagined\"' }";

/** Defects in keeping surveys' bytes. */
export const bucketMutants: MutantsByFile = {
  "survey-processor/src/process/process-survey.ts": {
    "ledger before raw": {
      defect: "counts a survey before its object is stored",
      edits: [
        {
          find: "  const stored = await storeSurvey(",
          replace:
            '  const early = submissionOf(survey, flags, { ...raw, etag: "not known yet" });\n' +
            "  await recordSubmission({ survey, submission: early, sentAt }, participant, tables, context);\n" +
            "  const stored = await storeSurvey(",
        },
      ],
    },
    "raw not awaited": {
      defect: "counts a survey while its object is still being stored",
      edits: [
        {
          find: "const stored = await storeSurvey(raw, surveysBucket, context);",
          replace:
            "storeSurvey(raw, surveysBucket, context).catch(() => undefined);\n" +
            'const stored = { ...raw, etag: "not known yet" };',
        },
      ],
    },
    "hash of the bytes": {
      defect: "compares surveys by how they are serialised",
      edits: [{ find: "canonicalSha256(json)", replace: "canonicalSha256(message.body)" }],
    },
    "hash of known fields only": {
      defect: "compares surveys without the fields it does not know",
      edits: [{ find: "canonicalSha256(json)", replace: "canonicalSha256(survey)" }],
    },
    "raw body re-serialised": {
      defect: "stores what it parsed instead of the bytes received",
      edits: [{ find: "body: message.body", replace: "body: JSON.stringify(json)" }],
    },
    "conflicting survey discarded": {
      defect: "does not keep a survey that conflicts with a stored one",
      edits: [
        {
          find: 'return await reject([{ code: "conflicting" }]);',
          replace: 'return { verdict: "rejected", key, reasons: [{ code: "conflicting" }] };',
        },
      ],
    },
  },
  "survey-processor/src/stores/s3-buckets.ts": {
    "no condition on the object": {
      defect: "puts the object whether the key is free or not",
      edits: [{ find: ', IfNoneMatch: "*"', replace: "" }],
    },
    "412 taken as stored": {
      defect: "takes an occupied key for its own object",
      edits: [
        {
          find: '(error) === 412) return "occupied"',
          replace: `(error) === 412) return ${SUCCESS}`,
        },
      ],
    },
    "409 taken as stored": {
      defect: "takes a conflict of two puts for success",
      edits: [{ find: '(error) === 409) return "busy"', replace: `(error) === 409) return ${SUCCESS}` }],
    },
    "5xx taken as stored": {
      defect: "takes any answer of S3 for success",
      edits: [
        {
          find: '    if (httpStatus(error) === 409) return "busy";\n    throw error;',
          replace: `    return httpStatus(error) === undefined ? "busy" : ${SUCCESS};`,
        },
      ],
    },
    "no metadata taken as unreadable": {
      defect: "does not hash the stored body when the object lacks its hash",
      edits: [{ find: "if (!stored.wellFormed) return", replace: "if (stored.wellFormed) return" }],
    },
  },
  "survey-processor/src/process/store-survey.ts": {
    "hash not compared": {
      defect: "takes whatever occupies the key for the same survey",
      edits: [
        { find: 'canonicalSha256 ? occupant : "conflicting"', replace: '"" ? "conflicting" : occupant' },
      ],
    },
    "occupant gone taken as stored": {
      defect: "takes a key that was occupied a moment ago for stored",
      edits: [
        {
          find: '=== "absent") return "busy"',
          replace: '=== "absent") return { canonicalSha256, etag: "gone", receivedAt }',
        },
      ],
    },
  },
  "survey-processor/src/process/reject-survey.ts": {
    "rejection not awaited": {
      defect: "acknowledges a rejected survey before it is kept",
      edits: [
        { find: "  await retryWhileBusy(", replace: "  retryWhileBusy(" },
        { find: "put, { clock, signal });", replace: "put, { clock, signal }).catch(() => undefined);" },
      ],
    },
    "rejected by the day of judging": {
      defect: "puts a rejected survey under the day it was judged, not sent",
      edits: [
        {
          find: "rejectedObjectKey(message)",
          replace: "rejectedObjectKey({ ...message, sentTimestamp: clock.now() })",
        },
      ],
    },
  },
};
