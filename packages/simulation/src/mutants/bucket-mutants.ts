import type { Mutant } from "./mutant.ts";

const BUCKETS = "survey-processor/src/stores/s3-buckets.ts";
const STORE = "survey-processor/src/process/store-survey.ts";
const PROCESS = "survey-processor/src/process/process-survey.ts";
const REJECT = "survey-processor/src/process/reject-survey.ts";

/** What S3 answers to a put that took effect, as somebody may imagine it. */
const SUCCESS = "{ ETag: '\"imagined\"' }";

/** Defects in keeping surveys' bytes. */
export const bucketMutants: readonly Mutant[] = [
  {
    name: "ledger before raw",
    defect: "counts a survey before its object is stored",
    file: PROCESS,
    edits: [
      {
        find: "  const stored = await storeSurvey(",
        replace:
          '  const early = submissionOf(survey, { ...raw, etag: "not known yet" });\n' +
          "  await recordSubmission(survey, early, stores.tables, context);\n" +
          "  const stored = await storeSurvey(",
      },
    ],
  },
  {
    name: "raw not awaited",
    defect: "counts a survey while its object is still being stored",
    file: PROCESS,
    edits: [
      {
        find: "const stored = await storeSurvey(raw, stores.surveysBucket, context);",
        replace:
          "storeSurvey(raw, stores.surveysBucket, context).catch(() => undefined);\n" +
          'const stored = { ...raw, etag: "not known yet" };',
      },
    ],
  },
  {
    name: "no condition on the object",
    defect: "puts the object whether the key is free or not",
    file: BUCKETS,
    edits: [{ find: ', IfNoneMatch: "*"', replace: "" }],
  },
  {
    name: "412 taken as stored",
    defect: "takes an occupied key for its own object",
    file: BUCKETS,
    edits: [
      {
        find: '(error) === 412) return "occupied"',
        replace: `(error) === 412) return ${SUCCESS}`,
      },
    ],
  },
  {
    name: "409 taken as stored",
    defect: "takes a conflict of two puts for success",
    file: BUCKETS,
    edits: [{ find: '(error) === 409) return "busy"', replace: `(error) === 409) return ${SUCCESS}` }],
  },
  {
    name: "5xx taken as stored",
    defect: "takes any answer of S3 for success",
    file: BUCKETS,
    edits: [
      {
        find: '    if (httpStatus(error) === 409) return "busy";\n    throw error;',
        replace: `    return httpStatus(error) === undefined ? "busy" : ${SUCCESS};`,
      },
    ],
  },
  {
    name: "hash not compared",
    defect: "takes whatever occupies the key for the same survey",
    file: STORE,
    edits: [{ find: 'canonicalSha256 ? occupant : "conflicting"', replace: '"" ? "conflicting" : occupant' }],
  },
  {
    name: "occupant gone taken as stored",
    defect: "takes a key that was occupied a moment ago for stored",
    file: STORE,
    edits: [
      {
        find: '=== "absent") return "busy"',
        replace: '=== "absent") return { canonicalSha256, etag: "gone", receivedAt }',
      },
    ],
  },
  {
    name: "no metadata taken as unreadable",
    defect: "does not hash the stored body when the object lacks its hash",
    file: BUCKETS,
    edits: [{ find: "if (!stored.wellFormed) return", replace: "if (stored.wellFormed) return" }],
  },
  {
    name: "hash of the bytes",
    defect: "compares surveys by how they are serialised",
    file: PROCESS,
    edits: [{ find: "canonicalSha256(json)", replace: "canonicalSha256(message.body)" }],
  },
  {
    name: "hash of known fields only",
    defect: "compares surveys without the fields it does not know",
    file: PROCESS,
    edits: [{ find: "canonicalSha256(json)", replace: "canonicalSha256(survey)" }],
  },
  {
    name: "raw body re-serialised",
    defect: "stores what it parsed instead of the bytes received",
    file: PROCESS,
    edits: [{ find: "body: message.body", replace: "body: JSON.stringify(json)" }],
  },
  {
    name: "conflicting survey discarded",
    defect: "does not keep a survey that conflicts with a stored one",
    file: PROCESS,
    edits: [
      {
        find: 'return await reject([{ code: "conflicting" }]);',
        replace: 'return { verdict: "rejected", key, reasons: [{ code: "conflicting" }] };',
      },
    ],
  },
  {
    name: "rejection not awaited",
    defect: "acknowledges a rejected survey before it is kept",
    file: REJECT,
    edits: [
      { find: "  await retryWhileBusy(", replace: "  retryWhileBusy(" },
      { find: "put, { clock, signal });", replace: "put, { clock, signal }).catch(() => undefined);" },
    ],
  },
  {
    name: "rejected by the day of judging",
    defect: "puts a rejected survey under the day it was judged, not sent",
    file: REJECT,
    edits: [
      {
        find: "rejectedObjectKey(message)",
        replace: "rejectedObjectKey({ ...message, sentTimestamp: clock.now() })",
      },
    ],
  },
];
