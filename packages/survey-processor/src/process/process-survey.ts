import {
  isClockAhead,
  isWithdrawn,
  type JudgedSurvey,
  type RejectionReason,
  submissionOf,
  surveyObjectKey,
} from "@lab/survey-schema";
import { canonicalSha256 } from "../stores/canonical-sha256.ts";
import type { ParticipantState, Stores } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";
import { recordSubmission } from "./record-submission.ts";
import { noteWithdrawn, rejectSurvey } from "./reject-survey.ts";
import { storeSurvey } from "./store-survey.ts";
import type { SurveyMessage } from "./survey-message.ts";

/**
 * What became of a survey; `key` is that of its object in the surveys bucket or the rejected bucket. `clockAhead`: its time is so
 * far after the queue's that the device's clock must be wrong.
 */
export type Outcome =
  | { readonly verdict: "accepted"; readonly key: string; readonly clockAhead: boolean }
  | { readonly verdict: "duplicate"; readonly key: string }
  | { readonly verdict: "rejected"; readonly key: string; readonly reasons: readonly RejectionReason[] };

/**
 * The way of one survey: raw first, then the ledger, so that whatever is lost on the way, it is never the data.
 * Repeating it, whole or in part, at the same time or later, leads to the same state.
 *
 * @param participant - what the record of the participant says whose survey it is, if there is one.
 * @throws whatever kept it from an outcome; the message then has to come again.
 */
export async function processSurvey(
  message: SurveyMessage,
  judged: JudgedSurvey,
  participant: ParticipantState | undefined,
  { surveysBucket, rejectedBucket, tables }: Stores,
  context: { clock: Clock; signal: AbortSignal },
): Promise<Outcome> {
  const rejection = { bucket: rejectedBucket, ...context };
  const reject = async (reasons: readonly RejectionReason[]): Promise<Outcome> => {
    const key = await rejectSurvey(message, reasons, rejection);
    return { verdict: "rejected", key, reasons };
  };
  const withdrawn = async (): Promise<Outcome> => {
    const key = await noteWithdrawn(message, rejection);
    return { verdict: "rejected", key, reasons: [{ code: "withdrawn" }] };
  };
  const sentAt = message.sentTimestamp;
  if (isWithdrawn(participant?.withdrawal, sentAt)) return await withdrawn();
  if (!judged.valid) return await reject(judged.reasons);

  const { survey, json, flags } = judged;
  const key = surveyObjectKey(survey);
  const raw = {
    key,
    body: message.body,
    canonicalSha256: canonicalSha256(json),
    messageId: message.messageId,
    receivedAt: new Date(sentAt).toISOString(),
  };
  const stored = await storeSurvey(raw, surveysBucket, context);
  if (stored === "conflicting") return await reject([{ code: "conflicting" }]);
  const submission = submissionOf(survey, flags, stored);
  const recorded = await recordSubmission({ survey, submission, sentAt }, participant, tables, context);
  if (recorded === "withdrawn") return await withdrawn();
  if (recorded === "duplicate") return { verdict: "duplicate", key };
  return { verdict: "accepted", key, clockAhead: isClockAhead(submission) };
}
