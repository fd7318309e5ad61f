import { judge, study } from "@lab/study";
import {
  ITEM_FORMAT,
  isWithdrawn,
  type Participant,
  type StoredAs,
  type Submission,
  shownSurvey,
  timeAttributes,
} from "@lab/survey-schema";
import {
  canonicalSha256,
  type ParticipantState,
  participantState,
  type RecordResult,
  type Stores,
} from "../src/index.ts";

/** Stores that keep everything in memory and do what S3 and DynamoDB promise, each operation at one moment. */
export function memoryStores() {
  const surveys = new Map<string, StoredAs & { readonly body: string }>();
  const rejected = new Map<string, string>();
  const submissions = new Map<string, Submission>();
  const participants = new Map<string, Participant>();

  const stateOf = (user_id: string): ParticipantState | undefined => {
    const participant = participants.get(user_id);
    return participant && participantState(participant, timeAttributes(study));
  };

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
      async participants(ids) {
        const found = ids.flatMap((id) => {
          const state = stateOf(id);
          return state === undefined ? [] : [[id, state] as const];
        });
        return { found: new Map(found), unread: [] };
      },
      async record({ survey, submission, sentAt, shape }): Promise<RecordResult> {
        const key = `${submission.user_id} ${submission.submission_time}`;
        const { user_id } = submission;
        const { set, remove, timeAttribute, time } = shownSurvey(study, survey);
        const shown = participants.get(user_id);
        const shownTime = String(shown?.[timeAttribute] ?? "");
        const submissionFits = !submissions.has(key);
        const shapeFits = shape === "newer" ? shownTime < time : shownTime > time;
        const participantFits = shapeFits && !isWithdrawn(shown?.withdrawal, sentAt);
        if (!submissionFits || !participantFits) {
          return {
            recorded: false,
            submissionCode: submissionFits ? "None" : "ConditionalCheckFailed",
            participantCode: participantFits ? "None" : "ConditionalCheckFailed",
            ...(!participantFits && { participant: stateOf(user_id) }),
          };
        }
        submissions.set(key, submission);
        const num_submission = (shown?.num_submission ?? 0) + 1;
        const kept = Object.entries(shown ?? {}).filter(
          ([name]) => shape === "older" || !remove.includes(name),
        );
        participants.set(user_id, {
          ...Object.fromEntries(kept),
          ...(shape === "newer" && set),
          user_id,
          num_submission,
          format: ITEM_FORMAT,
        });
        return { recorded: true };
      },
    },
  };
  return { stores, surveys, rejected, submissions, participants };
}

/** The hash that the processor compares a survey's text by. */
export function sha256Of(text: string): string {
  const parsed = judge.parse(text);
  if (!parsed.wellFormed) throw new TypeError("not a survey");
  return canonicalSha256(parsed.json);
}
