import { readFile } from "node:fs/promises";
import { rejectedSurveySchema } from "@lab/survey-schema";
import fc from "@lab/testing/fast-check";
import { sent, sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import {
  type BatchContext,
  OutOfTimeError,
  processBatch,
  type Stores,
  type SurveyQueue,
  systemClock,
  type VisibilityChange,
} from "../../src/index.ts";
import { instantClock, recordingObserver } from "../fixtures.ts";
import { memoryStores } from "../memory-stores.ts";

async function run(
  bodies: readonly string[],
  stores: Stores,
  change: Partial<BatchContext> = {},
  receives = 1,
) {
  const observer = recordingObserver();
  const visibility: VisibilityChange[] = [];
  const queue: SurveyQueue = { changeVisibility: async (changes) => void visibility.push(...changes) };
  const attributes = { ApproximateReceiveCount: String(receives) };
  const records = bodies.map((body, index) => sqsRecord(`m${index}`, body, { attributes }));
  const context: BatchContext = {
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

const samples = await Promise.all(
  Array.from({ length: 10 }, (_, i) =>
    readFile(new URL(`../../../../examples/sample-surveys/test${i + 1}.json`, import.meta.url), "utf8"),
  ),
);

const objectKeys = [
  "0001092821120000.json",
  "0001092921120000.json",
  "0001093021120300.json",
  "0002092821120000.json",
  "0003092821120001.json",
  "0004092821120002.json",
  "0005092821122000.json",
];

const answers = (q: number[]) => ({ q1: q[0], q2: q[1], q3: q[2], q4: q[3], q5: q[4] });

describe("the ten sample surveys", () => {
  it("end in the same state in whatever order, batches and number they are delivered", async () => {
    const thrice = [...samples, ...samples, ...samples];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(thrice, { minLength: 30, maxLength: 30 }),
        fc.integer({ min: 1, max: 30 }),
        async (deliveries, batchSize) => {
          const { stores, surveys, submissions, participants } = memoryStores();
          for (let i = 0; i < deliveries.length; i += batchSize) {
            const { failed } = await run(deliveries.slice(i, i + batchSize), stores);
            expect(failed).toEqual([]);
          }
          expect([...surveys.keys()].sort()).toEqual(objectKeys);
          expect([...submissions.values()].map(({ object_key }) => object_key).sort()).toEqual(objectKeys);
          expect(Object.fromEntries(participants)).toMatchObject({
            "0001": { ...answers([1, 1, 2, 2, 2]), num_submission: 3 },
            "0002": { ...answers([4, 1, 1, 1, 3]), num_submission: 1 },
            "0003": { ...answers([1, 3, 3, 1, 4]), num_submission: 1 },
            "0004": { ...answers([1, 1, 1, 1, 1]), num_submission: 1 },
            "0005": { ...answers([3, 3, 3, 3, 3]), num_submission: 1 },
          });
          for (const [key, { body }] of surveys) expect([key, samples.includes(body)]).toEqual([key, true]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Stores that cannot be reached. */
function away(): Stores {
  const { stores } = memoryStores();
  const down = () => Promise.reject(new Error("away"));
  return {
    ...stores,
    surveysBucket: { ...stores.surveysBucket, putIfAbsent: down },
    rejectedBucket: { putIfAbsent: down },
  };
}

describe("a batch", () => {
  it("keeps the nine good ones when one is poison, and keeps the poison byte for byte", async () => {
    const { stores, surveys, rejected } = memoryStores();
    const poison = '{"user_id": "../../etc", "\u0000": "\\ud800", ]';
    const good = Array.from({ length: 9 }, (_, i) => surveyText({ user_id: `p${i}` }));
    const { failed, verdicts } = await run([...good.slice(0, 4), poison, ...good.slice(4)], stores);
    expect(failed).toEqual([]);
    expect(verdicts.filter((verdict) => verdict === "accepted")).toHaveLength(9);
    expect(surveys.size).toBe(9);
    expect([...rejected.keys()]).toEqual(["2021-09-28/m4.json"]);
    const document = rejectedSurveySchema.parse(JSON.parse([...rejected.values()][0] ?? ""));
    expect(document).toMatchObject({ body: poison, reasons: [{ code: "not_json" }], message_id: "m4" });
  });

  it("stores one of two different surveys of the same second, and rejects the other as conflicting", async () => {
    const { stores, surveys, submissions } = memoryStores();
    const [first, second] = [surveyText({ q1: 1 }), surveyText({ q1: 2 })];
    const { verdicts, outcomes } = await run([first, second], stores);
    expect(verdicts).toEqual(["accepted", "rejected"]);
    expect(outcomes.get("m1")).toMatchObject({ reasons: [{ code: "conflicting" }] });
    expect([...surveys.values()].map(({ body }) => body)).toEqual([first]);
    expect(submissions.size).toBe(1);
  });

  it("takes the same survey for a duplicate however it was serialised", async () => {
    const { stores, surveys } = memoryStores();
    const json = JSON.parse(surveyText({ extra: { b: 1, a: [1e3] } }));
    const first = JSON.stringify(json, null, 4);
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(json).reverse())).replace(
      "1000",
      "1e3",
    );
    expect((await run([first, reordered], stores)).verdicts).toEqual(["accepted", "duplicate"]);
    expect([...surveys.values()].map(({ body }) => body)).toEqual([first]);
  });

  it("enters in the ledger what the object's own message says, whoever brings the survey again", async () => {
    const { stores, surveys, submissions } = memoryStores();
    const [key = ""] = objectKeys;
    const text = surveyText();
    // The first message was stored and then lost its transaction.
    const failing = { ...stores, tables: { record: () => Promise.reject(new Error("DynamoDB is away")) } };
    expect((await run([text], failing)).failed).toEqual(["m0"]);
    const later = sqsRecord("m1", text.replace("{", "{ "));
    later.attributes.SentTimestamp = String(sent + 3_600_000);
    await processBatch([later], {
      senders: { mode: "trusted-app" },
      stores,
      queue: { changeVisibility: async () => undefined },
      observer: recordingObserver(),
      clock: instantClock(),
      timeLeft: 25_000,
    });
    expect([...submissions.values()]).toEqual([
      expect.objectContaining({
        object_etag: surveys.get(key)?.etag,
        received_at: new Date(sent).toISOString(),
      }),
    ]);
  });

  it("tells of an accepted survey whose device's clock is more than a day ahead", async () => {
    const bodies = [
      surveyText({ timestamp: "123199235959" }),
      surveyText({ user_id: "b", timestamp: "092921155959" }),
    ];
    const { outcomes } = await run(bodies, memoryStores().stores);
    expect(outcomes.get("m0")).toMatchObject({ verdict: "accepted", clockAhead: true });
    expect(outcomes.get("m1")).toMatchObject({ verdict: "accepted", clockAhead: false });
  });

  it("reports only the message whose store failed", async () => {
    const { stores } = memoryStores();
    const { putIfAbsent } = stores.surveysBucket;
    const surveysBucket = {
      ...stores.surveysBucket,
      putIfAbsent: async (...[survey, signal]: Parameters<typeof putIfAbsent>) => {
        if (survey.key.startsWith("p1")) throw new Error("S3 is away");
        return await putIfAbsent(survey, signal);
      },
    };
    const bodies = ["p0", "p1", "p2"].map((user_id) => surveyText({ user_id }));
    const { failed, verdicts, errors } = await run(bodies, { ...stores, surveysBucket });
    expect(failed).toEqual(["m1"]);
    expect(verdicts).toEqual(["accepted", undefined, "accepted"]);
    expect(errors.get("m1")).toMatchObject({ message: "S3 is away" });
  });

  it("lets a participant's surveys go one after the other, oldest first, and others' at the same time", async () => {
    const { stores } = memoryStores();
    const started: string[] = [];
    let atOnce = 0;
    let mostAtOnce = 0;
    const inFlight = new Map<string, number>();
    const tables: Stores["tables"] = {
      async record(recording, signal) {
        const { user_id, submission_time } = recording.submission;
        started.push(`${user_id} ${submission_time}`);
        mostAtOnce = Math.max(mostAtOnce, ++atOnce);
        inFlight.set(user_id, (inFlight.get(user_id) ?? 0) + 1);
        expect(inFlight.get(user_id)).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inFlight.set(user_id, 0);
        atOnce--;
        return await stores.tables.record(recording, signal);
      },
    };
    const inReverse = ["010122000000", "123121000000", "092821120000"];
    const bodies = inReverse.flatMap((timestamp) => [
      surveyText({ user_id: "a", timestamp }),
      surveyText({ user_id: "b", timestamp }),
    ]);
    const { failed } = await run(bodies, { ...stores, tables });
    expect(failed).toEqual([]);
    expect(mostAtOnce).toBe(2);
    const ofA = started.filter((entry) => entry.startsWith("a"));
    expect(ofA).toEqual(["a 2021-09-28T12:00:00", "a 2021-12-31T00:00:00", "a 2022-01-01T00:00:00"]);
  });

  it("ends when its time is used up, even if a request hangs, and reports what is left as failed", async () => {
    const { stores } = memoryStores();
    const tables: Stores["tables"] = {
      record: (recording, signal) =>
        recording.submission.user_id === "hangs"
          ? new Promise(() => {})
          : stores.tables.record(recording, signal),
    };
    const bodies = [
      surveyText({ user_id: "hangs" }),
      surveyText({ user_id: "hangs", timestamp: "092921120000" }),
      surveyText({ user_id: "fine" }),
    ];
    const { failed, verdicts, errors } = await run(
      bodies,
      { ...stores, tables },
      { clock: systemClock, timeLeft: 50 },
    );
    expect(failed).toEqual(["m0", "m1"]);
    expect(verdicts).toEqual([undefined, undefined, "accepted"]);
    expect(errors.get("m0")).toBeInstanceOf(OutOfTimeError);
    expect(errors.get("m1")).toBeInstanceOf(OutOfTimeError);
  });

  it("acknowledges nothing by mistake when everything fails", async () => {
    const { failed, visibility } = await run([surveyText(), "poison", surveyText({ user_id: "b" })], away());
    expect(failed).toEqual(["m0", "m1", "m2"]);
    expect(visibility.map(({ receiptHandle }) => receiptHandle)).toEqual(
      ["m0", "m1", "m2"].map((id) => `handle of ${id}`),
    );
  });

  it.each([
    [1, 1],
    [5, 16],
    [10, 450],
    [200, 450],
  ])(
    "puts off a message that failed: after receive %d, by half of the bound, %d s",
    async (receives, seconds) => {
      const { visibility } = await run([surveyText()], away(), {}, receives);
      expect(visibility).toEqual([{ receiptHandle: "handle of m0", visibilityTimeout: seconds }]);
    },
  );

  it("asks nothing of the queue when nothing failed", async () => {
    const { visibility } = await run([surveyText(), "poison"], memoryStores().stores);
    expect(visibility).toEqual([]);
  });

  it("reports the same failures when the queue will not put them off, or does not answer", async () => {
    const refusing = { changeVisibility: () => Promise.reject(new Error("stale handle")) };
    const refused = await run([surveyText()], away(), { queue: refusing });
    expect(refused.failed).toEqual(["m0"]);
    expect(refused.unchanged).toMatchObject([{ message: "stale handle" }]);
    const silent = { changeVisibility: () => new Promise<void>(() => undefined) };
    expect((await run([surveyText()], away(), { queue: silent })).failed).toEqual(["m0"]);
  });
});
