import type { SQSRecord } from "aws-lambda";

/** A survey as it comes from the queue. */
export interface SurveyMessage {
  readonly messageId: string;
  readonly body: string;
  /** When the queue took it, in milliseconds since 1970. */
  readonly sentTimestamp: number;
  /** Who sent it, as SQS knows it; empty if it does not say. */
  readonly senderId: string;
}

export function surveyMessage(record: SQSRecord): SurveyMessage {
  return {
    messageId: record.messageId,
    body: record.body,
    sentTimestamp: Number(record.attributes.SentTimestamp),
    senderId: record.attributes.SenderId ?? "",
  };
}
