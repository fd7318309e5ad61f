import { randomUUID } from "node:crypto";
import { sqsRecord } from "@lab/testing/sqs-record";
import { aSurvey } from "@lab/testing/survey";
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
  const survey = aSurvey({ user_id, freetext: "It was a beautiful, sunny day today." });
  const now = String(Date.now());
  return sqsRecord(randomUUID(), JSON.stringify(survey, null, 4), {
    receiptHandle: randomUUID(),
    attributes: {
      SentTimestamp: now,
      SenderId: "AROAEXAMPLE:phone",
      ApproximateFirstReceiveTimestamp: now,
    },
  });
}
