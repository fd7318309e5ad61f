import type { SQSRecord, SQSRecordAttributes } from "aws-lambda";

/** When a record's message was sent unless told otherwise, in milliseconds since 1970. */
export const sent = Date.parse("2021-09-28T16:00:00Z");

/** What of a record is to be otherwise; of its attributes, only those that are named. */
export interface RecordChanges extends Partial<Omit<SQSRecord, "attributes">> {
  readonly attributes?: Partial<SQSRecordAttributes>;
}

/**
 * A message of the survey queue as Lambda hands it to a function.
 *
 * @example sqsRecord("m1", surveyText(), { attributes: { ApproximateReceiveCount: "201" } })
 */
export function sqsRecord(
  messageId: string,
  body: string,
  { attributes, ...changes }: RecordChanges = {},
): SQSRecord {
  return {
    messageId,
    receiptHandle: `handle of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: String(sent),
      SenderId: "AIDAEXAMPLE",
      ApproximateFirstReceiveTimestamp: String(sent + 5),
      ...attributes,
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:surveys",
    awsRegion: "eu-central-1",
    ...changes,
  };
}
