import { aSurvey, surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createOutbox,
  createSurveyClient,
  type Outbox,
  type OutboxEvent,
  type OutboxOptions,
  type OutboxStorage,
  type StoredEntry,
} from "../src/index.ts";
import { createMemoryStorage } from "./memory-storage.ts";
import { type Answer, type Entry, refuses, startScriptedSqs, taken, takesAll } from "./scripted-sqs.ts";

const now = Date.UTC(2021, 8, 28, 12);
let answer: (entries: Entry[], request: number) => Answer;
let sqs: Awaited<ReturnType<typeof startScriptedSqs>>;
let storage: OutboxStorage;
const open: (() => void)[] = [];

beforeEach(async () => {
  answer = takesAll;
  storage = createMemoryStorage();
  sqs = await startScriptedSqs((entries, request) => answer(entries, request));
});
afterEach(async () => {
  for (const close of open.splice(0)) close();
  await sqs.close();
});

function outboxOf(options: Partial<OutboxOptions> = {}): Outbox {
  const client = createSurveyClient({
    queueUrl: sqs.queueUrl,
    endpoint: sqs.endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    batchesInFlight: 1,
  });
  open.push(() => client.close());
  return createOutbox({ storage, client, now: () => now, ...options });
}
const timestampOf = (n: number) => `0928211${String(2_00_00 + Math.floor(n / 60) * 100 + (n % 60))}`;
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => aSurvey({ user_id: `p${n}`, timestamp: timestampOf(n) }));
const sentUsers = () => sqs.bodies().map((body): string => JSON.parse(body).user_id);

describe("saving", () => {
  it("keeps a survey until the queue confirmed it", async () => {
    const outbox = outboxOf();
    const text = JSON.stringify(aSurvey(), null, 2);
    expect(await outbox.save(text)).toEqual({ id: "0001092821120000.json", alreadyWaiting: false });
    expect(await outbox.status()).toEqual({ waiting: 1, refused: 0, flushing: false });
    expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 0, incomplete: 0 });
    expect(sqs.bodies()).toEqual([text]);
    expect(await outbox.status()).toEqual({ waiting: 0, refused: 0, flushing: false });
  });

  it("takes the same survey, however it is written, as one entry", async () => {
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    const reversed = Object.fromEntries(Object.entries(aSurvey()).reverse());
    expect(await outbox.save(JSON.stringify(reversed, null, 4))).toMatchObject({ alreadyWaiting: true });
    expect((await outbox.status()).waiting).toBe(1);
  });

  it("refuses a different survey in an occupied second, and keeps the first", async () => {
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    for (const different of [aSurvey({ q1: 1 }), aSurvey({ extra: true })]) {
      await expect(outbox.save(different)).rejects.toMatchObject({
        name: "ConflictingSurveyError",
        code: "CONFLICTING_SURVEY",
        id: "0001092821120000.json",
      });
    }
    await outbox.flush();
    expect(sqs.bodies().map((body) => JSON.parse(body))).toEqual([aSurvey()]);
  });

  it.each([
    ["malformed", aSurvey({ q1: 9 }), [{ code: "malformed", issues: [{ path: ["q1"] }] }]],
    ["not JSON", "hello", [{ code: "not_json" }]],
    ["larger than SQS takes", aSurvey({ photo: "x".repeat(1_048_576) }), [{ code: "too_large" }]],
  ])("refuses what is %s, with the reasons", async (_, malformed, reasons) => {
    const outbox = outboxOf();
    await expect(outbox.save(malformed)).rejects.toMatchObject({ name: "RefusedSurveyError", reasons });
    expect(await outbox.status()).toMatchObject({ waiting: 0, refused: 0 });
  });

  it("names the fields of a malformed survey, and none of its values", async () => {
    const wrong = aSurvey({ q1: 9, freetext: 4711, user_id: "../etc" });
    await expect(outboxOf().save(wrong)).rejects.toThrow(
      /q1 must be an integer from 1 to 5.*freetext must be a string/,
    );
    await expect(outboxOf().save(wrong)).rejects.not.toThrow(/etc|4711/);
    const { q3, ...rest } = aSurvey();
    await expect(outboxOf().save(JSON.stringify(rest))).rejects.toThrow("q3 must be an integer");
    await expect(outboxOf().save("[]")).rejects.toThrow("must be a JSON object");
  });

  it.each([
    ["ENOSPC", "FULL"],
    ["EROFS", "NOT_PERMITTED"],
    ["EIO", "UNAVAILABLE"],
  ])("says so when the storage fails with %s", async (code, expected) => {
    const cause = Object.assign(new Error(`${code}: no`), { code });
    const outbox = outboxOf({ storage: { ...storage, add: () => Promise.reject(cause) } });
    await expect(outbox.save(aSurvey())).rejects.toMatchObject({
      name: "OutboxStorageError",
      code: expected,
      cause,
    });
  });
});

describe("flushing", () => {
  it("sends in batches, oldest submission first, then in the order of saving", async () => {
    const outbox = outboxOf();
    const surveys = numbered(25);
    for (const one of surveys.toReversed()) await outbox.save(one);
    for (const user_id of ["z", "a"]) await outbox.save(aSurvey({ user_id, timestamp: timestampOf(25) }));
    expect(await outbox.flush()).toMatchObject({ sent: 27 });
    expect(sqs.requests.map((entries) => entries.length)).toEqual([10, 10, 7]);
    expect(sentUsers()).toEqual([...surveys.map(({ user_id }) => user_id), "z", "a"]);
  });

  it("removes only what the queue confirmed, entry by entry", async () => {
    const outbox = outboxOf();
    for (const one of numbered(5)) await outbox.save(one);
    const lost = (entries: Entry[]) => entries.filter(({ Id }) => Id === "1" || Id === "3");
    answer = (entries) => ({
      status: 200,
      body: {
        Successful: entries.filter((entry) => !lost(entries).includes(entry)).map(taken),
        Failed: lost(entries).map(({ Id }) => ({ Id, SenderFault: true, Code: "InvalidMessageContents" })),
      },
    });
    expect(await outbox.flush()).toEqual({ sent: 3, refused: 0, failed: 2, incomplete: 0 });
    answer = takesAll;
    await outbox.flush();
    expect(sentUsers().slice(-2)).toEqual(["p1", "p3"]);
    expect(await outbox.status()).toMatchObject({ waiting: 0 });
  });

  it("stops when the queue takes nothing, says why, and keeps everything", async () => {
    const outbox = outboxOf();
    for (const one of numbered(150)) await outbox.save(one);
    answer = () => refuses(400, "QueueDoesNotExist");
    const result = await outbox.flush();
    expect(result).toMatchObject({ sent: 0, failed: 100, untried: 50, failure: { code: "queue_not_found" } });
    expect(await outbox.status()).toMatchObject({ waiting: 150 });
  });

  it("keeps surveys while the client is not configured, says so, and sends them with one that is", async () => {
    const unconfigured = createSurveyClient({ queueUrl: "", region: "eu-central-1" });
    open.push(() => unconfigured.close());
    const outbox = outboxOf({ client: unconfigured });
    await outbox.save(aSurvey());
    expect(await outbox.flush()).toMatchObject({
      sent: 0,
      failed: 1,
      failure: { code: "configuration", message: expect.stringContaining("queueUrl") },
    });
    expect(await outbox.status()).toMatchObject({ waiting: 1, refused: 0 });
    expect(await outboxOf().flush()).toMatchObject({ sent: 1 });
    expect(sqs.bodies().map((body) => JSON.parse(body))).toEqual([aSurvey()]);
  });

  it("goes past surveys that SQS will not take", async () => {
    const outbox = outboxOf();
    for (const one of numbered(120)) await outbox.save(one);
    const bad = ({ MessageBody }: Entry) => Number(JSON.parse(MessageBody).user_id.slice(1)) < 110;
    answer = (entries) => ({
      status: 200,
      body: {
        Successful: entries.filter((entry) => !bad(entry)).map(taken),
        Failed: entries.filter(bad).map(({ Id }) => ({ Id, SenderFault: true, Code: "Odd" })),
      },
    });
    const result = await outbox.flush();
    expect(result).toEqual({ sent: 10, refused: 0, failed: 110, incomplete: 0 });
  });

  it("sends the others when one survey cannot be read, and tells which", async () => {
    const cause = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    const outbox = outboxOf({
      storage: { ...storage, read: (key) => (key === "1" ? Promise.reject(cause) : storage.read(key)) },
    });
    const seen: OutboxEvent[] = [];
    outbox.subscribe((event) => event.type === "failed" && seen.push(event));
    for (const one of numbered(3)) await outbox.save(one);
    expect(await outbox.flush()).toEqual({ sent: 2, refused: 0, failed: 1, incomplete: 0 });
    expect(seen).toMatchObject([{ key: "1", outcome: { code: "unreadable", cause } }]);
    expect(await outbox.status()).toMatchObject({ waiting: 1 });
  });

  it("keeps refused surveys apart, and never deletes them", async () => {
    const outbox = outboxOf();
    await storage.add("odd.json", "hello");
    await storage.add("large.json", surveyText({ photo: "x".repeat(1_048_576) }));
    await outbox.save(aSurvey());
    expect(await outbox.flush()).toEqual({ sent: 1, refused: 2, failed: 0, incomplete: 0 });
    expect(await outbox.refused()).toMatchObject([
      { reasons: [{ code: "too_large" }] },
      { text: "hello", reasons: [{ code: "not_json" }] },
    ]);
    expect(await outbox.status()).toEqual({ waiting: 0, refused: 2, flushing: false });
  });

  it("leaves what is not JSON until it has seen it unchanged for the grace period, where others may write", async () => {
    let elapsed = 0;
    const versioned = (entry: StoredEntry | undefined) => entry && { ...entry, version: "1" };
    const outbox = outboxOf({
      monotonicNow: () => elapsed,
      storage: { ...storage, read: async (key) => versioned(await storage.read(key)) },
    });
    await storage.add("half.json", '{"user_id":"00');
    expect(await outbox.flush()).toMatchObject({ incomplete: 1, refused: 0 });
    elapsed = 59_999;
    expect(await outbox.flush()).toMatchObject({ incomplete: 1, refused: 0 });
    elapsed = 60_000;
    expect(await outbox.flush()).toMatchObject({ incomplete: 0, refused: 1 });
  });

  it("has no more than a page of surveys in memory", async () => {
    let inMemory = 0;
    let most = 0;
    const outbox = outboxOf({
      storage: {
        ...storage,
        async read(key) {
          most = Math.max(most, ++inMemory);
          return await storage.read(key);
        },
        async remove(entry) {
          inMemory--;
          await storage.remove(entry);
        },
      },
    });
    for (const one of numbered(1_000)) await outbox.save(one);
    expect(await outbox.flush()).toMatchObject({ sent: 1_000 });
    expect(most).toBe(100);
    expect(sqs.requests).toHaveLength(100);
  });

  it("ends with an abort, which takes nothing back that was confirmed", async () => {
    const outbox = outboxOf();
    for (const one of numbered(30)) await outbox.save(one);
    const abort = new AbortController();
    answer = (entries, request) => {
      if (request === 1) return takesAll(entries);
      setImmediate(() => abort.abort());
      return "hang";
    };
    const result = await outbox.flush({ signal: abort.signal });
    expect(result).toMatchObject({ sent: 10, failed: 20, failure: { code: "aborted" } });
    expect(await outbox.status()).toMatchObject({ waiting: 20 });
    expect(await outbox.flush({ signal: abort.signal })).toMatchObject({
      sent: 0,
      failure: { code: "aborted" },
    });
  });

  it("runs one flush at a time: what two of them find is sent once", async () => {
    const outbox = outboxOf();
    for (const one of numbered(15)) await outbox.save(one);
    const [first, second] = await Promise.all([outbox.flush(), outbox.flush()]);
    expect([first.sent, second.sent]).toEqual([15, 0]);
    expect(sqs.bodies()).toHaveLength(15);
  });

  it("sends again, after a failing storage, what was confirmed and could not be removed", async () => {
    const remove = storage.remove;
    let full = true;
    const failing: OutboxStorage = {
      ...storage,
      remove: (entry) => (full ? Promise.reject(new Error("no")) : remove(entry)),
    };
    const outbox = outboxOf({ storage: failing });
    await outbox.save(aSurvey());
    await expect(outbox.flush()).rejects.toMatchObject({ name: "OutboxStorageError" });
    full = false;
    expect(await outbox.flush()).toMatchObject({ sent: 1 });
    expect(sqs.bodies()).toHaveLength(2);
  });
});

it("tells its observers what happens", async () => {
  const outbox = outboxOf();
  const seen: OutboxEvent[] = [];
  const unsubscribe = outbox.subscribe((event) => seen.push(event));
  await outbox.save(aSurvey());
  await storage.add("odd.json", "hello");
  await outbox.flush();
  unsubscribe();
  await outbox.save(aSurvey());
  const key = expect.any(String);
  expect(seen).toEqual([
    { type: "saved", id: "0001092821120000.json" },
    { type: "sent", key, messageId: "message 0" },
    { type: "refused", key, reasons: [{ code: "not_json" }] },
    { type: "progress", waiting: 0, sent: 1, refused: 1, failed: 0, incomplete: 0 },
  ]);
});
