import type { SQSRecord } from "aws-lambda";
import type { Clock, Observer, Outcome } from "../src/index.ts";

export const sent = Date.parse("2021-09-28T16:00:00Z");

/** A clock whose sleeps end at once, and are counted; only a batch's deadline never comes. */
export function instantClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => sent + 1_234,
    random: () => 0.5,
    sleep(milliseconds, signal) {
      if (milliseconds < 10_000) {
        slept.push(milliseconds);
        return Promise.resolve();
      }
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    },
  };
}

export function surveyText(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    user_id: "0001",
    timestamp: "092821120000",
    time_elapsed: 5,
    q1: 5,
    q2: 3,
    q3: 2,
    q4: 2,
    q5: 4,
    freetext: "I had a very bad day today...",
    ...fields,
  });
}

export function sqsRecord(messageId: string, body: string, receiveCount = 1): SQSRecord {
  return {
    messageId,
    receiptHandle: `handle of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sent),
      SenderId: "AIDAEXAMPLE",
      ApproximateFirstReceiveTimestamp: String(sent + 5),
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:surveys",
    awsRegion: "eu-central-1",
  };
}

/** Remembers, by message id, what it was told. */
export function recordingObserver(): Observer & {
  readonly outcomes: Map<string, Outcome>;
  readonly errors: Map<string, unknown>;
  readonly unchanged: unknown[];
} {
  const outcomes = new Map<string, Outcome>();
  const errors = new Map<string, unknown>();
  const unchanged: unknown[] = [];
  return {
    unchanged,
    outcomes,
    errors,
    processed: ({ messageId }, outcome) => void outcomes.set(messageId, outcome),
    failed: ({ messageId }, error) => void errors.set(messageId, error),
    visibilityUnchanged: (error) => void unchanged.push(error),
  };
}
