import { type JudgedSurvey, type RejectionReason, submissionOf, surveyObjectKey } from "@lab/survey-schema";
import { canonicalSha256 } from "./canonical-sha256.ts";
import type { Clock } from "./clock.ts";
import { recordSubmission } from "./record-submission.ts";
import { rejectSurvey } from "./reject-survey.ts";
import { storeSurvey } from "./store-survey.ts";
import type { Stores } from "./stores.ts";
import type { SurveyMessage } from "./survey-message.ts";

/** What became of a survey; `key` is that of its object in the surveys bucket or the rejected bucket. */
export type Outcome =
  | { readonly verdict: "accepted" | "duplicate"; readonly key: string }
  | { readonly verdict: "rejected"; readonly key: string; readonly reasons: readonly RejectionReason[] };

/**
 * The way of one survey: raw first, then the ledger, so that whatever is lost on the way, it is never the data.
 * Repeating it, whole or in part, at the same time or later, leads to the same state.
 *
 * @throws whatever kept it from an outcome; the message then has to come again.
 */
export async function processSurvey(
  message: SurveyMessage,
  judged: JudgedSurvey,
  stores: Stores,
  context: { clock: Clock; signal: AbortSignal },
): Promise<Outcome> {
  const reject = async (reasons: readonly RejectionReason[]): Promise<Outcome> => {
    const key = await rejectSurvey(message, reasons, stores.rejectedBucket, context);
    return { verdict: "rejected", key, reasons };
  };
  if (!judged.valid) return await reject(judged.reasons);

  const { survey, json } = judged;
  const key = surveyObjectKey(survey);
  const sha256 = canonicalSha256(json);
  const raw = { key, body: message.body, canonicalSha256: sha256, messageId: message.messageId };
  if ((await storeSurvey(raw, stores.surveysBucket, context)) === "conflicting") {
    return await reject([{ code: "conflicting" }]);
  }
  const recorded = await recordSubmission(survey, submissionOf(survey, sha256), stores.tables, context);
  return { verdict: recorded === "recorded" ? "accepted" : "duplicate", key };
}
