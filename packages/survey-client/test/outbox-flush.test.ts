import { aSurvey, surveyText } from "@lab/testing/survey";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSurveyClient, type OutboxEvent, type OutboxStorage, type StoredEntry } from "../src/index.ts";
import { numbered, setUpOutbox, timestampOf } from "./outbox-setup.ts";
import { type Entry, refuses, taken, takesAll } from "./scripted-sqs.ts";

const given = setUpOutbox();

describe("flushing", () => {
  it("sends in batches, oldest submission first, then in the order of saving", async () => {
    const outbox = given.outboxOf();
    const surveys = numbered(25);
    for (const one of surveys.toReversed()) await outbox.save(one);
    for (const user_id of ["z", "a"]) await outbox.save(aSurvey({ user_id, timestamp: timestampOf(25) }));
    expect(await outbox.flush()).toMatchObject({ sent: 27 });
    expect(given.sqs.requests.map((entries) => entries.length)).toEqual([10, 10, 7]);
    expect(given.sentUsers()).toEqual([...surveys.map(({ user_id }) => user_id), "z", "a"]);
  });

  it("removes only what the queue confirmed, entry by entry", async () => {
    const outbox = given.outboxOf();
    for (const one of numbered(5)) await outbox.save(one);
    const lost = (entries: Entry[]) => entries.filter(({ Id }) => Id === "1" || Id === "3");
    given.answer = (entries) => ({
      status: 200,
      body: {
        Successful: entries.filter((entry) => !lost(entries).includes(entry)).map(taken),
        Failed: lost(entries).map(({ Id }) => ({ Id, SenderFault: true, Code: "InvalidMessageContents" })),
      },
    });
    expect(await outbox.flush()).toEqual({ sent: 3, refused: 0, failed: 2, incomplete: 0 });
    given.answer = takesAll;
    await outbox.flush();
    expect(given.sentUsers().slice(-2)).toEqual(["p1", "p3"]);
    expect(await outbox.status()).toMatchObject({ waiting: 0 });
  });

  it("stops when the queue takes nothing, says why, and keeps everything", async () => {
    const outbox = given.outboxOf();
    for (const one of numbered(150)) await outbox.save(one);
    given.answer = () => refuses(400, "QueueDoesNotExist");
    const result = await outbox.flush();
    expect(result).toMatchObject({ sent: 0, failed: 100, untried: 50, failure: { code: "queue_not_found" } });
    expect(await outbox.status()).toMatchObject({ waiting: 150 });
  });

  it("keeps surveys while the client is not configured, says so, and sends them with one that is", async () => {
    const unconfigured = createSurveyClient({ queueUrl: "", region: "eu-central-1" });
    onTestFinished(() => unconfigured.close());
    const outbox = given.outboxOf({ client: unconfigured });
    await outbox.save(aSurvey());
    expect(await outbox.flush()).toMatchObject({
      sent: 0,
      failed: 1,
      failure: { code: "configuration", message: expect.stringContaining("queueUrl") },
    });
    expect(await outbox.status()).toMatchObject({ waiting: 1, refused: 0 });
    expect(await given.outboxOf().flush()).toMatchObject({ sent: 1 });
    expect(given.sqs.bodies().map((body) => JSON.parse(body))).toEqual([aSurvey()]);
  });

  it("goes past surveys that SQS will not take", async () => {
    const outbox = given.outboxOf();
    for (const one of numbered(120)) await outbox.save(one);
    const bad = ({ MessageBody }: Entry) => Number(JSON.parse(MessageBody).user_id.slice(1)) < 110;
    given.answer = (entries) => ({
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
    const outbox = given.outboxOf({
      storage: {
        ...given.storage,
        read: (key) => (key === "1" ? Promise.reject(cause) : given.storage.read(key)),
      },
    });
    const seen: OutboxEvent[] = [];
    outbox.subscribe((event) => event.type === "failed" && seen.push(event));
    for (const one of numbered(3)) await outbox.save(one);
    expect(await outbox.flush()).toEqual({ sent: 2, refused: 0, failed: 1, incomplete: 0 });
    expect(seen).toMatchObject([{ key: "1", outcome: { code: "unreadable", cause } }]);
    expect(await outbox.status()).toMatchObject({ waiting: 1 });
  });

  it("keeps refused surveys apart, and never deletes them", async () => {
    const outbox = given.outboxOf();
    await given.storage.add("odd.json", "hello");
    await given.storage.add("large.json", surveyText({ photo: "x".repeat(1_048_576) }));
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
    const outbox = given.outboxOf({
      monotonicNow: () => elapsed,
      storage: { ...given.storage, read: async (key) => versioned(await given.storage.read(key)) },
    });
    await given.storage.add("half.json", '{"user_id":"00');
    expect(await outbox.flush()).toMatchObject({ incomplete: 1, refused: 0 });
    elapsed = 59_999;
    expect(await outbox.flush()).toMatchObject({ incomplete: 1, refused: 0 });
    elapsed = 60_000;
    expect(await outbox.flush()).toMatchObject({ incomplete: 0, refused: 1 });
  });

  it("has no more than a page of surveys in memory", async () => {
    let inMemory = 0;
    let most = 0;
    const outbox = given.outboxOf({
      storage: {
        ...given.storage,
        async read(key) {
          most = Math.max(most, ++inMemory);
          return await given.storage.read(key);
        },
        async remove(entry) {
          inMemory--;
          await given.storage.remove(entry);
        },
      },
    });
    for (const one of numbered(1_000)) await outbox.save(one);
    expect(await outbox.flush()).toMatchObject({ sent: 1_000 });
    expect(most).toBe(100);
    expect(given.sqs.requests).toHaveLength(100);
  });

  it("ends with an abort, which takes nothing back that was confirmed", async () => {
    const outbox = given.outboxOf();
    for (const one of numbered(30)) await outbox.save(one);
    const abort = new AbortController();
    given.answer = (entries, request) => {
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
    const outbox = given.outboxOf();
    for (const one of numbered(15)) await outbox.save(one);
    const [first, second] = await Promise.all([outbox.flush(), outbox.flush()]);
    expect([first.sent, second.sent]).toEqual([15, 0]);
    expect(given.sqs.bodies()).toHaveLength(15);
  });

  it("sends again, after a failing storage, what was confirmed and could not be removed", async () => {
    const remove = given.storage.remove;
    let full = true;
    const failing: OutboxStorage = {
      ...given.storage,
      remove: (entry) => (full ? Promise.reject(new Error("no")) : remove(entry)),
    };
    const outbox = given.outboxOf({ storage: failing });
    await outbox.save(aSurvey());
    await expect(outbox.flush()).rejects.toMatchObject({ name: "OutboxStorageError" });
    full = false;
    expect(await outbox.flush()).toMatchObject({ sent: 1 });
    expect(given.sqs.bodies()).toHaveLength(2);
  });
});
