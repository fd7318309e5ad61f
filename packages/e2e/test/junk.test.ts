import { judge } from "@lab/study";
import {
  type BatchContext,
  canonicalSha256,
  type Outcome,
  processBatch,
  type RecordResult,
  type Stores,
} from "@lab/survey-processor";
import { rejectedSurveySchema, type StoredAs, surveyObjectKey } from "@lab/survey-schema";
import fc from "@lab/testing/fast-check";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { junkBody } from "./junk-bodies.ts";
import { largeBody } from "./junk-large-bodies.ts";

type Bucket = "surveysBucket" | "rejectedBucket";

const sent = Date.parse("2021-09-28T16:00:00Z");
const SURVEY_KEY = /^[A-Za-z0-9_-]{1,64}\d{12}\.json$/;
const REJECTED_KEY = /^2021-09-28\/m\d+\.json$/;

/** Buckets and tables as far as junk can tell them from real ones, each of which may be away. */
function startWorld() {
  const surveys = new Map<string, StoredAs & { readonly body: string }>();
  const rejected = new Map<string, string>();
  const participants = new Map<string, { last: string; submissions: Set<string> }>();
  let away: readonly Bucket[] = [];
  const put = <Value>(bucket: Bucket, objects: Map<string, Value>, key: string, value: Value) => {
    if (away.includes(bucket)) throw new Error("away");
    if (objects.has(key)) return "occupied";
    objects.set(key, value);
    return "stored";
  };
  const stores: Stores = {
    surveysBucket: {
      async putIfAbsent({ key, body, canonicalSha256: sha256, receivedAt }) {
        const stored = { body, canonicalSha256: sha256, etag: `etag of ${key}`, receivedAt };
        return put("surveysBucket", surveys, key, stored) === "stored" ? { etag: stored.etag } : "occupied";
      },
      occupant: async (key) => surveys.get(key) ?? "absent",
    },
    rejectedBucket: { putIfAbsent: async (key, document) => put("rejectedBucket", rejected, key, document) },
    tables: {
      participants: async () => ({ found: new Map(), unread: [] }),
      async record({ submission, shape }): Promise<RecordResult> {
        const { user_id, submission_time } = submission;
        const { last, submissions } = participants.get(user_id) ?? { last: "", submissions: new Set() };
        const isNew = !submissions.has(submission_time);
        const fits = shape === "newer" ? last < submission_time : last > submission_time;
        const code = (holds: boolean) => (holds ? "None" : "ConditionalCheckFailed");
        if (!isNew || !fits)
          return {
            recorded: false,
            submissionCode: code(isNew),
            participantCode: code(fits),
            participant: { times: new Map([[submission.questionnaire, last]]) },
          };
        submissions.add(submission_time);
        participants.set(user_id, { last: shape === "newer" ? submission_time : last, submissions });
        return { recorded: true };
      },
    },
  };
  return {
    stores,
    surveys,
    rejected,
    participants,
    setAway(buckets: readonly Bucket[]) {
      away = buckets;
    },
  };
}

function recordOf(body: string, index: number) {
  return sqsRecord(`m${index}`, body, { attributes: { SentTimestamp: String(sent) } });
}

async function process(records: Parameters<typeof processBatch>[0], stores: Stores) {
  const outcomes = new Map<string, Outcome>();
  const context: BatchContext = {
    judge,
    senders: { mode: "trusted-app" },
    stores,
    queue: { changeVisibility: async () => undefined },
    clock: {
      now: () => sent,
      random: () => 0,
      // Only a batch's deadline never comes.
      sleep: (milliseconds, signal) =>
        milliseconds < 1_000
          ? Promise.resolve()
          : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    },
    observer: {
      processed: ({ messageId }, outcome) => void outcomes.set(messageId, outcome),
      failed: () => undefined,
      visibilityUnchanged: () => undefined,
    },
    timeLeft: 23_000,
  };
  const { batchItemFailures } = await processBatch(records, context);
  return { outcomes, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

/** How many bodies ended where. */
type Tally = Record<"accepted" | "duplicate" | "rejected" | "queue", number>;

/**
 * Delivers a batch of junk with two good neighbours while buckets are away, then again what failed. Each message must be in
 * exactly one place, under a key of ours, its bytes unchanged.
 */
async function deliver(
  junk: readonly string[],
  position: number,
  away: readonly Bucket[],
  tally: Tally,
): Promise<void> {
  const { stores, surveys, rejected, participants, setAway } = startWorld();
  const neighbours = ["neighbour-1", "neighbour-2"].map((user_id) => surveyText({ user_id }));
  const bodies = [...junk.slice(0, position), ...neighbours, ...junk.slice(position)];
  const records = bodies.map(recordOf);

  const check = async (outcomes: ReadonlyMap<string, Outcome>, inQueue: readonly string[]) => {
    for (const [index, body] of bodies.entries()) {
      const id = `m${index}`;
      const outcome = outcomes.get(id);
      const document = rejected.get(`2021-09-28/${id}.json`);
      const isRejected = outcome?.verdict === "rejected";
      expect([id, document !== undefined, inQueue.includes(id)]).toEqual([
        id,
        isRejected,
        outcome === undefined,
      ]);
      if (!neighbours.includes(body)) tally[outcome?.verdict ?? "queue"]++;
      if (outcome === undefined) continue;
      if (isRejected) {
        const { body: kept } = rejectedSurveySchema.parse(JSON.parse(document ?? ""));
        expect(Buffer.from(kept).equals(Buffer.from(body))).toBe(true);
      } else {
        const parsed = judge.parse(body);
        if (!parsed.wellFormed) throw new TypeError("an accepted survey is well-formed");
        const stored = surveys.get(surveyObjectKey(parsed.survey));
        if (outcome.verdict === "accepted") expect(stored?.body === body).toBe(true);
        expect(stored?.canonicalSha256).toBe(canonicalSha256(parsed.json));
      }
    }
    for (const key of surveys.keys()) expect(key).toMatch(SURVEY_KEY);
    for (const key of rejected.keys()) expect(key).toMatch(REJECTED_KEY);
    const counted = [...participants.values()].reduce((sum, { submissions }) => sum + submissions.size, 0);
    expect(counted).toBe(surveys.size);
  };

  setAway(away);
  const first = await process(records, stores);
  await check(first.outcomes, first.failed);
  setAway([]);
  const second = await process(
    records.filter(({ messageId }) => first.failed.includes(messageId)),
    stores,
  );
  expect(second.failed).toEqual([]);
  await check(new Map([...first.outcomes, ...second.outcomes]), []);
  for (const [index, body] of neighbours.entries()) {
    expect(surveys.get(`neighbour-${index + 1}092821120000.json`)?.body).toBe(body);
  }
}

const newTally = (): Tally => ({ accepted: 0, duplicate: 0, rejected: 0, queue: 0 });
const buckets = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.subarray<Bucket>(["surveysBucket", "rejectedBucket"]) },
);

it("every junk body ends in exactly one place, byte for byte, and harms no neighbour", async () => {
  const tally = newTally();
  const junk = fc.array(fc.oneof({ weight: 9, arbitrary: junkBody }, fc.constant(surveyText())), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(junk, fc.nat(6), buckets, (bodies, position, away) =>
      deliver(bodies, position, away, tally),
    ),
    { numRuns: 1_500 },
  );
  expect(Math.min(...Object.values(tally))).toBeGreaterThan(100);
});

it("so does every body around SQS's and DynamoDB's limits in bytes", async () => {
  const tally = newTally();
  await fc.assert(
    fc.asyncProperty(largeBody, junkBody, buckets, (large, small, away) =>
      deliver([large, small], 1, away, tally),
    ),
    { numRuns: 80 },
  );
  expect(Math.min(tally.accepted, tally.rejected, tally.queue)).toBeGreaterThan(0);
});
