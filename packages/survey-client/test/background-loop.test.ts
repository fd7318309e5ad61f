import { aSurvey } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { createOutbox, type OutboxEvent } from "../src/index.ts";
import { failed, sent, setUpLoop } from "./loop-setup.ts";
import { createMemoryStorage } from "./memory-storage.ts";

const odd = { ...failed, code: "service", message: "odd", retryable: false } as const;
const given = setUpLoop();

describe("the background loop", () => {
  it("sends what waits at once, and what is saved later as soon as it is saved", async () => {
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    await given.nextSleep(() => outbox.start());
    expect(given.calls).toBe(1);
    const { milliseconds } = await given.nextSleep(() => outbox.save(aSurvey({ user_id: "0002" })));
    expect(given.calls).toBe(2);
    expect(milliseconds).toBe(60_000);
    expect(await outbox.status()).toMatchObject({ waiting: 0 });
    await outbox.stop();
  });

  it("looks regularly for what others saved", async () => {
    const outbox = given.outboxOf({ interval: 5_000 });
    const first = await given.nextSleep(() => outbox.start());
    expect(first.milliseconds).toBe(5_000);
    expect((await given.nextSleep(first.end)).milliseconds).toBe(5_000);
    await outbox.stop();
  });

  it("tries at once when the device comes online", async () => {
    given.outcome = failed;
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    await given.nextSleep(() => outbox.start());
    given.outcome = sent;
    await given.nextSleep(() => given.comeOnline());
    expect(await outbox.status()).toMatchObject({ waiting: 0 });
    await outbox.stop();
  });

  it("waits the longest delay while the device is offline", async () => {
    given.outcome = failed;
    given.online = false;
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    expect((await given.nextSleep(() => outbox.start())).milliseconds).toBe(300_000);
    await outbox.stop();
  });

  it("is not slowed down by a survey that SQS will not take", async () => {
    given.outcome = odd;
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    expect((await given.nextSleep(() => outbox.start())).milliseconds).toBe(60_000);
    await given.nextSleep(() => outbox.save(aSurvey({ user_id: "0002" })));
    expect(given.calls).toBe(2);
    await outbox.stop();
  });

  it("goes on after the storage failed", async () => {
    const storage = createMemoryStorage();
    let works = false;
    const list = () => (works ? storage.list() : Promise.reject(new Error("broken")));
    const outbox = createOutbox({
      storage: { ...storage, list },
      client: given.client,
      random: () => 0.001,
    });
    await outbox.save(aSurvey());
    const errors: OutboxEvent[] = [];
    const done = new Promise<void>((resolve) => {
      outbox.subscribe((event) => {
        if (event.type === "next_try") {
          errors.push(event);
          works = true;
        }
        if (event.type === "sent") resolve();
      });
    });
    outbox.start();
    await done;
    expect(errors).toMatchObject([{ error: { name: "OutboxStorageError" } }]);
    await outbox.stop();
  });

  it("ends when it is stopped or its signal is aborted, and can be started again", async () => {
    const outbox = given.outboxOf();
    const abort = new AbortController();
    await given.nextSleep(() => outbox.start({ signal: abort.signal }));
    abort.abort();
    await outbox.save(aSurvey());
    await given.nextSleep(() => outbox.start());
    expect(given.calls).toBe(1);
    await outbox.stop();
    await outbox.save(aSurvey({ user_id: "0002" }));
    expect(given.sleeps).toHaveLength(2);
    expect(given.calls).toBe(1);
  });
});
