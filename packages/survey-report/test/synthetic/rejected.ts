import type { RejectedDocument, RejectionReason } from "@lab/survey-schema";

/** The document of a rejected survey. */
export function rejectedDocument(
  codes: readonly Exclude<
    RejectionReason["code"],
    "withdrawn" | "malformed" | "unknown_questionnaire" | "wrong_sender"
  >[],
  { sent_at, body = "{}" }: { readonly sent_at: string; readonly body?: string },
): RejectedDocument {
  return {
    format: 1,
    reasons: codes.map((code) => ({ code })),
    message_id: `message-${sent_at}`,
    sender_id: "",
    sent_at,
    rejected_at: sent_at,
    body,
  };
}
