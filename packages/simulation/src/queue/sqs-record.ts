import type { SQSRecord } from "aws-lambda";
import type { ReceivedMessage } from "./survey-queue.ts";

/** A received message as Lambda hands it to a function. */
export function sqsRecord(message: ReceivedMessage): SQSRecord {
  return {
    messageId: message.planned.id,
    receiptHandle: message.receiptHandle,
    body: message.planned.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentTimestamp),
      SenderId: "AIDAEXAMPLE",
      ApproximateFirstReceiveTimestamp: String(message.sentTimestamp),
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:surveys",
    awsRegion: "eu-central-1",
  };
}
