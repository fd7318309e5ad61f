import { sqsRecord } from "@lab/testing/sqs-record";
import type { SQSRecord } from "aws-lambda";
import type { ReceivedMessage } from "./survey-queue.ts";

/** A received message as Lambda hands it to a function. */
export function sqsRecordOf(message: ReceivedMessage): SQSRecord {
  const sentTimestamp = String(message.sentTimestamp);
  return sqsRecord(message.planned.id, message.planned.body, {
    receiptHandle: message.receiptHandle,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: sentTimestamp,
      SenderId: message.planned.senderId,
      ApproximateFirstReceiveTimestamp: sentTimestamp,
    },
  });
}
