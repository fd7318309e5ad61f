import type { Mutant } from "./mutant.ts";

const BUCKETS = "survey-processor/src/stores/s3-buckets.ts";
const OBJECT = "survey-processor/src/stores/survey-object.ts";
const STORE = "survey-processor/src/process/store-survey.ts";
const PROCESS = "survey-processor/src/process/process-survey.ts";
const SUBMISSION = "survey-schema/src/submission.ts";

/** Defects in what the ledger and the metadata say of an object: its ETag, its message, and when that came. */
export const evidenceMutants: readonly Mutant[] = [
  {
    name: "ETag of the first object",
    defect: "enters the ETag of the first object that the function put for all later ones",
    file: BUCKETS,
    edits: [
      {
        find: "/** The bucket of raw accepted surveys.",
        replace: "let first: string | undefined;\n/** The bucket of raw accepted surveys.",
      },
      {
        find: "{ etag: unquotedEtag(put.ETag) }",
        replace: "{ etag: (first ??= unquotedEtag(put.ETag)) }",
      },
    ],
  },
  {
    name: "ETag computed",
    defect: "enters a hash of the survey as the ETag, instead of what S3 answered",
    file: SUBMISSION,
    edits: [{ find: "object_etag: etag", replace: "object_etag: canonicalSha256.slice(0, 32)" }],
  },
  {
    name: "ETag in quotes",
    defect: "enters the ETag with the quotes that S3 puts around it",
    file: OBJECT,
    edits: [{ find: `etag.replaceAll('"', "")`, replace: "etag" }],
  },
  {
    name: "received when delivered again",
    defect: "enters the time of the message that brought the survey again, not of the one that was stored",
    file: STORE,
    edits: [
      {
        find: "canonicalSha256 ? occupant :",
        replace: "canonicalSha256 ? { ...occupant, receivedAt } :",
      },
    ],
  },
  {
    name: "received when processed",
    defect: "takes its own clock for the time at which the queue took the message",
    file: PROCESS,
    edits: [{ find: "new Date(message.sentTimestamp)", replace: "new Date(context.clock.now())" }],
  },
  {
    name: "ledger's time from the message",
    defect: "enters in the ledger the time of the message at hand, whatever the object says",
    file: PROCESS,
    edits: [
      {
        find: "submissionOf(survey, stored)",
        replace: "submissionOf(survey, { ...stored, receivedAt: raw.receivedAt })",
      },
    ],
  },
  {
    name: "metadata without the time",
    defect: "does not keep with the object when the queue took its message",
    file: BUCKETS,
    edits: [{ find: "[surveyMetadata.receivedAt]: survey.receivedAt,", replace: "" }],
  },
  {
    name: "metadata without the message",
    defect: "does not keep with the object which message it was stored from",
    file: BUCKETS,
    edits: [{ find: "[surveyMetadata.messageId]: survey.messageId,", replace: "" }],
  },
  {
    name: "time of a HEAD without metadata",
    defect: "takes the beginning of 1970 for the time of an object whose metadata are missing for a moment",
    file: BUCKETS,
    edits: [{ find: "receivedAt: receivedAt(answer),", replace: "receivedAt: new Date(0).toISOString()," }],
  },
];
