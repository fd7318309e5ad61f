import type { MutantsByFile } from "./mutant.ts";

/** Defects in what the ledger and the metadata say of an object: its ETag, its message, and when that came. */
export const evidenceMutants: MutantsByFile = {
  "survey-processor/src/stores/s3-buckets.ts": {
    "ETag of the first object": {
      defect: "enters the ETag of the first object that the function put for all later ones",
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
    "metadata without the time": {
      defect: "does not keep with the object when the queue took its message",
      edits: [
        {
          find: "[surveyMetadata.receivedAt]: survey.receivedAt,",
          replace: "",
        },
      ],
    },
    "metadata without the message": {
      defect: "does not keep with the object which message it was stored from",
      edits: [
        {
          find: "[surveyMetadata.messageId]: survey.messageId,",
          replace: "",
        },
      ],
    },
    "time of a HEAD without metadata": {
      defect: "takes the beginning of 1970 for the time of an object whose metadata are missing for a moment",
      edits: [
        {
          find: "receivedAt: receivedAt(answer),",
          replace: "receivedAt: new Date(0).toISOString(),",
        },
      ],
    },
  },
  "survey-schema/src/stored/submission-of.ts": {
    "ETag computed": {
      defect: "enters a hash of the survey as the ETag, instead of what S3 answered",
      edits: [
        {
          find: "object_etag: etag",
          replace: "object_etag: canonicalSha256.slice(0, 32)",
        },
      ],
    },
  },
  "survey-processor/src/stores/survey-object.ts": {
    "ETag in quotes": {
      defect: "enters the ETag with the quotes that S3 puts around it",
      edits: [
        {
          find: 'etag.replaceAll(\'"\', "")',
          replace: "etag",
        },
      ],
    },
  },
  "survey-processor/src/process/store-survey.ts": {
    "received when delivered again": {
      defect: "enters the time of the message that brought the survey again, not of the one that was stored",
      edits: [
        {
          find: "canonicalSha256 ? occupant :",
          replace: "canonicalSha256 ? { ...occupant, receivedAt } :",
        },
      ],
    },
  },
  "survey-processor/src/process/process-survey.ts": {
    "received when processed": {
      defect: "takes its own clock for the time at which the queue took the message",
      edits: [
        {
          find: "new Date(sentAt)",
          replace: "new Date(context.clock.now())",
        },
      ],
    },
    "ledger's time from the message": {
      defect: "enters in the ledger the time of the message at hand, whatever the object says",
      edits: [
        {
          find: "submissionOf(survey, flags, stored)",
          replace: "submissionOf(survey, flags, { ...stored, receivedAt: raw.receivedAt })",
        },
      ],
    },
  },
};
