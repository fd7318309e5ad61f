import { judge } from "@lab/study";
import { sqsRecord } from "@lab/testing/sqs-record";
import {
  type BatchContext,
  processBatch,
  type Stores,
  type SurveyQueue,
  type VisibilityChange,
} from "../../src/index.ts";
import { instantClock, recordingObserver } from "../fixtures.ts";

/** Processes a batch of these bodies, the messages `m0`, `m1` …, and says what became of it. */
export async function runBatch(
  bodies: readonly string[],
  stores: Stores,
  change: Partial<BatchContext> = {},
  receives = 1,
  senderId?: string,
) {
  const observer = recordingObserver();
  const visibility: VisibilityChange[] = [];
  const queue: SurveyQueue = { changeVisibility: async (changes) => void visibility.push(...changes) };
  const attributes = {
    ApproximateReceiveCount: String(receives),
    ...(senderId !== undefined && { SenderId: senderId }),
  };
  const records = bodies.map((body, index) => sqsRecord(`m${index}`, body, { attributes }));
  const context: BatchContext = {
    judge,
    senders: { mode: "trusted-app" },
    stores,
    queue,
    observer,
    clock: instantClock(),
    timeLeft: 25_000,
    ...change,
  };
  const response = await processBatch(records, context);
  const failed = response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const verdicts = records.map(({ messageId }) => observer.outcomes.get(messageId)?.verdict);
  return { failed, verdicts, visibility, ...pick(observer) };
}

function pick({ outcomes, errors, unchanged }: ReturnType<typeof recordingObserver>) {
  return { outcomes, errors, unchanged };
}
