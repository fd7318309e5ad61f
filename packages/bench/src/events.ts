import { randomUUID } from "node:crypto";
import type { SQSEvent, SQSRecord } from "aws-lambda";

/** Surveys in one event: the most that the trigger hands over. */
export const BATCH_SIZE = 10;

/** Events of ten valid surveys each, of participants that nobody has seen yet. */
export function newEvents(count: number): SQSEvent[] {
  const run = randomUUID().slice(0, 8);
  return Array.from({ length: count }, (_, event) => ({
    Records: Array.from({ length: BATCH_SIZE }, (_, i) => newRecord(`${run}-${event}-${i}`)),
  }));
}

function newRecord(user_id: string): SQSRecord {
  const survey = {
    user_id,
    timestamp: "092821120000",
    time_elapsed: 5,
    q1: 1,
    q2: 3,
    q3: 3,
    q4: 1,
    q5: 4,
    freetext: "It was a beautiful, sunny day today.",
  };
  const now = String(Date.now());
  return {
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body: JSON.stringify(survey, null, 4),
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: now,
      SenderId: "AROAEXAMPLE:phone",
      ApproximateFirstReceiveTimestamp: now,
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:surveys",
    awsRegion: "eu-central-1",
  };
}
