import {
  DOCUMENT_FORMAT,
  type RejectedSurvey,
  type RejectionReason,
  rejectedObjectKey,
} from "@lab/survey-schema";
import { retryWhileBusy } from "../stores/retry-while-busy.ts";
import type { RejectedBucket } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";
import type { SurveyMessage } from "./survey-message.ts";

/** Keeps a rejected survey, byte for byte, with every reason. Done before (the key is taken) is done. */
export async function rejectSurvey(
  message: SurveyMessage,
  reasons: readonly RejectionReason[],
  bucket: RejectedBucket,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<string> {
  const key = rejectedObjectKey(message);
  const rejected: RejectedSurvey = {
    format: DOCUMENT_FORMAT,
    reasons,
    message_id: message.messageId,
    sender_id: message.senderId,
    sent_at: new Date(message.sentTimestamp).toISOString(),
    rejected_at: new Date(clock.now()).toISOString(),
    body: message.body,
  };
  const document = JSON.stringify(rejected);
  const put = () => bucket.putIfAbsent(key, document, signal);
  await retryWhileBusy("the rejected bucket", put, { clock, signal });
  return key;
}
