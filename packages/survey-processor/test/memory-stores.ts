import { type Participant, parseSurvey, type StoredAs, type Submission } from "@lab/survey-schema";
import { canonicalSha256, type RecordResult, type Stores } from "../src/index.ts";

/** Stores that keep everything in memory and do what S3 and DynamoDB promise, each operation at one moment. */
export function memoryStores() {
  const surveys = new Map<string, StoredAs & { readonly body: string }>();
  const rejected = new Map<string, string>();
  const submissions = new Map<string, Submission>();
  const participants = new Map<string, Participant>();

  const stores: Stores = {
    surveysBucket: {
      async putIfAbsent({ key, body, canonicalSha256, receivedAt }) {
        if (surveys.has(key)) return "occupied";
        const etag = `etag ${surveys.size} of ${key}`;
        surveys.set(key, { body, canonicalSha256, etag, receivedAt });
        return { etag };
      },
      async occupant(key) {
        return surveys.get(key) ?? "absent";
      },
    },
    rejectedBucket: {
      async putIfAbsent(key, document) {
        if (rejected.has(key)) return "occupied";
        rejected.set(key, document);
        return "stored";
      },
    },
    tables: {
      async record({ survey, submission, shape }): Promise<RecordResult> {
        const key = `${submission.user_id} ${submission.submission_time}`;
        const { user_id, submission_time } = submission;
        const shown = participants.get(user_id);
        const shownTime = shown?.last_submission_time ?? "";
        const submissionFits = !submissions.has(key);
        const participantFits = shape === "newer" ? shownTime < submission_time : shownTime > submission_time;
        if (!submissionFits || !participantFits) {
          return {
            recorded: false,
            submissionCode: submissionFits ? "None" : "ConditionalCheckFailed",
            participantCode: participantFits ? "None" : "ConditionalCheckFailed",
          };
        }
        submissions.set(key, submission);
        const num_submission = (shown?.num_submission ?? 0) + 1;
        if (shape === "older" && shown !== undefined) participants.set(user_id, { ...shown, num_submission });
        else {
          const { timestamp: _, time_elapsed: __, ...answers } = survey;
          participants.set(user_id, { ...answers, num_submission, last_submission_time: submission_time });
        }
        return { recorded: true };
      },
    },
  };
  return { stores, surveys, rejected, submissions, participants };
}

/** The hash that the processor compares a survey's text by. */
export function sha256Of(text: string): string {
  const parsed = parseSurvey(text);
  if (!parsed.wellFormed) throw new TypeError("not a survey");
  return canonicalSha256(parsed.json);
}
