import { aSurvey } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { createOutbox, type Outbox, type OutboxEvent } from "../src/index.ts";
import { failed, now, sent, setUpLoop } from "./loop-setup.ts";
import { createMemoryStorage } from "./memory-storage.ts";

const given = setUpLoop();

describe("the background loop, after a failure", () => {
  it("waits twice as long after each failure, up to a limit, with full jitter, and tells when it tries again", async () => {
    given.outcome = failed;
    const outbox = given.outboxOf({ baseDelay: 1_000, maxDelay: 5_000 });
    const seen: OutboxEvent[] = [];
    outbox.subscribe((event) => event.type === "next_try" && seen.push(event));
    await outbox.save(aSurvey());
    let sleep = await given.nextSleep(() => outbox.start());
    for (let i = 0; i < 4; i++) sleep = await given.nextSleep(sleep.end);
    expect(given.sleeps.map(({ milliseconds }) => milliseconds)).toEqual([500, 1_000, 2_000, 2_500, 2_500]);
    expect(seen[1]).toEqual({ type: "next_try", at: now + 1_000, attempt: 2, error: failed });
    given.outcome = sent;
    expect((await given.nextSleep(sleep.end)).milliseconds).toBe(60_000);
    await outbox.stop();
  });

  it("draws every delay between 0 and the bound", async () => {
    given.outcome = failed;
    let draw = 0;
    const outbox = given.outboxOf({ random: () => draw });
    await outbox.save(aSurvey());
    const first = await given.nextSleep(() => outbox.start());
    draw = 0.999;
    await given.nextSleep(first.end);
    expect(given.sleeps.map(({ milliseconds }) => milliseconds)).toEqual([0, 1_998]);
    await outbox.stop();
  });

  it("does not try sooner after a failure because another survey is saved", async () => {
    given.outcome = failed;
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    const sleep = await given.nextSleep(() => outbox.start());
    await outbox.save(aSurvey({ user_id: "0002" }));
    expect(given.calls).toBe(1);
    expect((await given.nextSleep(sleep.end)).milliseconds).toBe(1_000);
    expect(given.calls).toBe(2);
    await outbox.stop();
  });

  it("tries at once when it is woken after a failure, which does not make the next delay longer", async () => {
    given.outcome = failed;
    const outbox = given.outboxOf();
    await outbox.save(aSurvey());
    let sleep = await given.nextSleep(() => outbox.start());
    sleep = await given.nextSleep(sleep.end);
    for (let woken = 0; woken < 3; woken++) {
      sleep = await given.nextSleep(() => outbox.wake());
      expect(sleep.milliseconds).toBe(1_000);
    }
    expect(given.calls).toBe(5);
    expect((await given.nextSleep(sleep.end)).milliseconds).toBe(2_000);
    given.outcome = sent;
    expect((await given.nextSleep(() => outbox.wake())).milliseconds).toBe(60_000);
    await outbox.stop();
  });

  it("tries once more, at once, when it is woken while a try is failing", async () => {
    const storage = createMemoryStorage();
    let outbox: Outbox | undefined;
    let lists = 0;
    const sleeping: number[] = [];
    const done = new Promise<void>((resolve) => {
      outbox = createOutbox({
        client: given.client,
        storage: {
          ...storage,
          list() {
            lists++;
            if (lists === 1) outbox?.wake();
            return Promise.reject(new Error("broken"));
          },
        },
        random: () => 0.5,
        async sleep(milliseconds) {
          sleeping.push(milliseconds);
          if (sleeping.length === 2) resolve();
          if (sleeping.length > 1) await new Promise<void>((end) => setImmediate(end));
        },
      });
    });
    outbox?.start();
    await done;
    await outbox?.stop();
    expect(sleeping.slice(0, 2)).toEqual([0, 500]);
  });
});
