import {
  DOCUMENT_FORMAT,
  type RejectedDocument,
  type RejectionReason,
  rejectedObjectKey,
  type WithdrawnSurvey,
} from "@lab/survey-schema";
import { retryWhileBusy } from "../stores/retry-while-busy.ts";
import type { RejectedBucket } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";
import type { SurveyMessage } from "./survey-message.ts";

/** What it takes to put a document. */
export interface RejectionContext {
  readonly bucket: RejectedBucket;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Keeps a rejected survey, byte for byte, with every reason. Done before (the key is taken) is done. */
export async function rejectSurvey(
  message: SurveyMessage,
  reasons: readonly RejectionReason[],
  context: RejectionContext,
): Promise<string> {
  return await putDocument(message, context, (times) => ({
    format: DOCUMENT_FORMAT,
    reasons,
    message_id: message.messageId,
    sender_id: message.senderId,
    ...times,
    body: message.body,
  }));
}

/** Keeps of a withdrawn survey that there was one, and when, and nothing else. */
export async function noteWithdrawn(message: SurveyMessage, context: RejectionContext): Promise<string> {
  return await putDocument(
    message,
    context,
    (times): WithdrawnSurvey => ({
      format: DOCUMENT_FORMAT,
      reasons: [{ code: "withdrawn" }],
      message_id: message.messageId,
      ...times,
    }),
  );
}

async function putDocument(
  message: SurveyMessage,
  { bucket, clock, signal }: RejectionContext,
  documentAt: (times: { readonly sent_at: string; readonly rejected_at: string }) => RejectedDocument,
): Promise<string> {
  const key = rejectedObjectKey(message);
  const document = documentAt({
    sent_at: new Date(message.sentTimestamp).toISOString(),
    rejected_at: new Date(clock.now()).toISOString(),
  });
  const put = () => bucket.putIfAbsent(key, JSON.stringify(document), signal);
  await retryWhileBusy("the rejected bucket", put, { clock, signal });
  return key;
}
