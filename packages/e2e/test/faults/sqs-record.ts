import type { Message } from "@aws-sdk/client-sqs";
import type { processBatch } from "@lab/survey-processor";

/** A message as Lambda hands it to a function. */
export type SqsRecord = Parameters<typeof processBatch>[0][number];

/** What Lambda's trigger makes of a message that it received. */
export function sqsRecord(
  { MessageId = "", ReceiptHandle = "", Body = "", Attributes }: Message,
  queueArn: string,
): SqsRecord {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? "",
      SentTimestamp: Attributes?.SentTimestamp ?? "",
      SenderId: Attributes?.SenderId ?? "",
      ApproximateFirstReceiveTimestamp: Attributes?.ApproximateFirstReceiveTimestamp ?? "",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(":")[3] ?? "",
  };
}
