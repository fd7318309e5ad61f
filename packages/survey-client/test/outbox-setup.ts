import { aSurvey, type SurveyFields } from "@lab/testing/survey";
import { afterEach, beforeEach } from "vitest";
import {
  createOutbox,
  createSurveyClient,
  type Outbox,
  type OutboxOptions,
  type OutboxStorage,
} from "../src/index.ts";
import { createMemoryStorage } from "./memory-storage.ts";
import { credentials, REGION } from "./scripted-client.ts";
import { type Answer, type Entry, startScriptedSqs, takesAll } from "./scripted-sqs.ts";

/** What each test of an outbox has anew: a storage, and a queue that answers as the test says. */
export interface OutboxSetup {
  answer: (entries: Entry[], request: number) => Answer;
  readonly storage: OutboxStorage;
  readonly sqs: Awaited<ReturnType<typeof startScriptedSqs>>;
  /** An outbox on the storage, whose client sends one batch at a time to the queue. */
  outboxOf(options?: Partial<OutboxOptions>): Outbox;
  /** Whose surveys were sent, in their order. */
  sentUsers(): string[];
}

/** Prepares the tests of a file. */
export function setUpOutbox(): OutboxSetup {
  let storage: OutboxStorage;
  let sqs: OutboxSetup["sqs"];
  const closing: (() => void)[] = [];
  const given: OutboxSetup = {
    answer: takesAll,
    get storage() {
      return storage;
    },
    get sqs() {
      return sqs;
    },
    outboxOf(options = {}) {
      const { queueUrl, endpoint } = sqs;
      const client = createSurveyClient({
        queueUrl,
        endpoint,
        region: REGION,
        credentials,
        batchesInFlight: 1,
      });
      closing.push(() => client.close());
      return createOutbox({ storage, client, now: () => Date.UTC(2021, 8, 28, 12), ...options });
    },
    sentUsers: () => sqs.bodies().map((body): string => JSON.parse(body).user_id),
  };
  beforeEach(async () => {
    given.answer = takesAll;
    storage = createMemoryStorage();
    sqs = await startScriptedSqs((entries, request) => given.answer(entries, request));
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await sqs.close();
  });
  return given;
}

/** One second after another. */
export const timestampOf = (n: number) => `0928211${String(2_00_00 + Math.floor(n / 60) * 100 + (n % 60))}`;

/** So many surveys, each of another participant and a second later. */
export const numbered = (count: number): SurveyFields[] =>
  Array.from({ length: count }, (_, n) => aSurvey({ user_id: `p${n}`, timestamp: timestampOf(n) }));
