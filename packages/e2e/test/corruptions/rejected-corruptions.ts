import { undeliveredObjectKey } from "@lab/survey-schema";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import type { Corruption } from "./corruption.ts";
import type { Tampering } from "./tampering.ts";

/** A document that nothing was rejected for, under a key of its own. */
function invented(
  { user_id, rejected: { document } }: Tampering,
  body: string,
  code: "not_json" | "conflicting",
) {
  const message_id = `invented-${user_id}`;
  return {
    key: `${document.sent_at.slice(0, 10)}/${message_id}.json`,
    document: { ...document, message_id, body, reasons: [{ code }] },
  };
}

/** An undelivered survey, as the archiver keeps it. */
export function undelivered(messageId: string): {
  readonly format: 1;
  readonly message: object;
  readonly archived_at: string;
} {
  const { receiptHandle: _, ...message } = sqsRecord(messageId, surveyText());
  return {
    message,
    format: 1,
    archived_at: "2021-09-29T12:00:00.000Z",
  };
}

/** Changes in the rejected bucket. */
export const rejectedCorruptions: readonly Corruption[] = [
  {
    name: "a rejected survey is deleted",
    foundBy: "both",
    async corrupt({ rejected: { key }, deleteRejected }) {
      await deleteRejected(key);
      return { found: [{ kind: "rejected_document_deleted", key }] };
    },
  },
  {
    name: "a rejected survey's body is changed into a valid one",
    foundBy: "both",
    async corrupt({ user_id, rejected: { key, document }, putRejected }) {
      await putRejected(key, { ...document, body: surveyText({ user_id, timestamp: "092821220000" }) });
      return {
        found: [
          { kind: "valid_survey_rejected", key },
          { kind: "rejected_document_replaced", key },
        ],
      };
    },
  },
  {
    name: "a rejected survey's body is changed, so that it is rejected all the same",
    foundBy: "both",
    async corrupt({ user_id, rejected: { key, document }, putRejected }) {
      await putRejected(key, { ...document, body: surveyText({ user_id, time_elapsed: 2 }) });
      return { found: [{ kind: "rejected_document_replaced", key }] };
    },
  },
  {
    name: "a rejected survey's body is changed, so that other reasons follow from it",
    foundBy: "both",
    async corrupt({ rejected: { key, document }, putRejected }) {
      await putRejected(key, { ...document, body: "?" });
      return {
        found: [
          { kind: "reasons_differ", key, reasons: ["too_fast"], expected: ["not_json"] },
          { kind: "rejected_document_replaced", key },
        ],
      };
    },
  },
  {
    name: "a rejected survey's reasons are changed",
    foundBy: "both",
    async corrupt({ rejected: { key, document }, putRejected }) {
      await putRejected(key, { ...document, reasons: [{ code: "no_text" }] });
      return {
        found: [
          { kind: "reasons_differ", key, reasons: ["no_text"], expected: ["too_fast"] },
          { kind: "rejected_document_replaced", key },
        ],
      };
    },
  },
  {
    name: "a rejected survey's document is emptied",
    foundBy: "both",
    async corrupt({ rejected: { key }, putRejected }) {
      await putRejected(key, {});
      return {
        found: [
          { kind: "rejected_document_malformed", key },
          { kind: "rejected_document_replaced", key },
        ],
      };
    },
  },
  {
    name: "a rejected survey's document has a field more",
    foundBy: "both",
    async corrupt({ rejected: { key, document }, putRejected }) {
      await putRejected(key, { ...document, note: "x" });
      return {
        found: [
          { kind: "rejected_document_malformed", key },
          { kind: "rejected_document_replaced", key },
        ],
      };
    },
  },
  {
    name: "a valid survey is filed as not_json",
    foundBy: "both",
    async corrupt(tampering) {
      const { user_id, putRejected } = tampering;
      const body = surveyText({ user_id, timestamp: "092721120000" });
      const { key, document } = invented(tampering, body, "not_json");
      await putRejected(key, document);
      return { found: [{ kind: "valid_survey_rejected", key }] };
    },
  },
  {
    name: "a survey is filed as conflicting, and nothing holds its key",
    foundBy: "both",
    async corrupt(tampering) {
      const { user_id, putRejected } = tampering;
      const body = surveyText({ user_id, timestamp: "092721120000" });
      const { key, document } = invented(tampering, body, "conflicting");
      await putRejected(key, document);
      return { found: [{ kind: "valid_survey_rejected", key }] };
    },
  },
  {
    name: "a survey is filed as conflicting, and the same survey holds its key",
    foundBy: "both",
    async corrupt(tampering) {
      const { surveys, putRejected } = tampering;
      const { key, document } = invented(tampering, `${surveys[0].body} `, "conflicting");
      await putRejected(key, document);
      return { found: [{ kind: "valid_survey_rejected", key }] };
    },
  },
  {
    name: "a rejected survey lies under another message's key",
    foundBy: "both",
    async corrupt({ user_id, rejected: { document }, putRejected }) {
      const key = `2021-09-28/other-${user_id}.json`;
      await putRejected(key, document);
      return { found: [{ kind: "rejected_document_malformed", key }] };
    },
  },
  {
    name: "an object in the rejected bucket lies under a key that nothing of ours has",
    foundBy: "both",
    async corrupt({ user_id, putRejected }) {
      const key = `notes-${user_id}.txt`;
      await putRejected(key, {});
      return { found: [{ kind: "rejected_key_malformed", key }] };
    },
  },
  {
    name: "an undelivered survey is deleted and was not redriven",
    foundBy: "both",
    async corrupt({ user_id, putRejected, deleteRejected }) {
      const key = undeliveredObjectKey(user_id);
      await putRejected(key, undelivered(user_id));
      await deleteRejected(key);
      return { found: [{ kind: "undelivered_deleted", key }] };
    },
  },
  {
    name: "an undelivered survey lies under another message's key",
    foundBy: "both",
    async corrupt({ user_id, putRejected }) {
      const key = undeliveredObjectKey(user_id);
      await putRejected(key, undelivered("other"));
      return { found: [{ kind: "rejected_document_malformed", key }] };
    },
  },
];
