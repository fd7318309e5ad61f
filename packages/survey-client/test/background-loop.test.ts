import { aSurvey } from "@lab/testing/survey";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type BackoffOptions,
  createOutbox,
  type Outbox,
  type OutboxEvent,
  type SendOutcome,
  type SurveyClient,
} from "../src/index.ts";
import { createMemoryStorage } from "./memory-storage.ts";

const now = Date.UTC(2021, 8, 28, 12);
const sent: SendOutcome = { status: "sent", messageId: "1" };
const failed = {
  status: "failed",
  code: "network",
  message: "no",
  retryable: true,
} as const satisfies SendOutcome;
const odd = {
  status: "failed",
  code: "service",
  message: "odd",
  retryable: false,
} as const satisfies SendOutcome;

/** One sleep of the loop, which lasts until the test ends it. */
interface Sleep {
  readonly milliseconds: number;
  end(): void;
}

let outcome: SendOutcome;
let calls: number;
let online: boolean;
let comeOnline: () => void;
let sleeps: Sleep[];
let onSleep: (sleep: Sleep) => void;

beforeEach(() => {
  outcome = sent;
  calls = 0;
  online = true;
  sleeps = [];
  onSleep = () => {};
});

const client: Pick<SurveyClient, "sendAll"> = {
  async sendAll(surveys) {
    const texts = [...surveys];
    if (texts.length > 0) calls++;
    return texts.map(() => outcome);
  },
};

function outboxOf(options: BackoffOptions = {}): Outbox {
  return createOutbox({
    storage: createMemoryStorage(),
    client,
    now: () => now,
    random: () => 0.5,
    connectivity: {
      isOnline: () => online,
      onOnline(listener) {
        comeOnline = listener;
        return () => {
          comeOnline = () => {};
        };
      },
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleep = { milliseconds, end: resolve };
        signal.addEventListener("abort", () => resolve(), { once: true });
        sleeps.push(sleep);
        onSleep(sleep);
      }),
    ...options,
  });
}

/** The next sleep, once `act` has ended the present one. */
function nextSleep(act: () => unknown): Promise<Sleep> {
  return new Promise((resolve) => {
    onSleep = resolve;
    act();
  });
}

describe("the background loop", () => {
  it("sends what waits at once, and what is saved later as soon as it is saved", async () => {
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    await nextSleep(() => outbox.start());
    expect(calls).toBe(1);
    const { milliseconds } = await nextSleep(() => outbox.save(aSurvey({ user_id: "0002" })));
    expect(calls).toBe(2);
    expect(milliseconds).toBe(60_000);
    expect(await outbox.status()).toMatchObject({ waiting: 0 });
    await outbox.stop();
  });

  it("looks regularly for what others saved", async () => {
    const outbox = outboxOf({ interval: 5_000 });
    const first = await nextSleep(() => outbox.start());
    expect(first.milliseconds).toBe(5_000);
    expect((await nextSleep(first.end)).milliseconds).toBe(5_000);
    await outbox.stop();
  });

  it("waits twice as long after each failure, up to a limit, with full jitter, and tells when it tries again", async () => {
    outcome = failed;
    const outbox = outboxOf({ baseDelay: 1_000, maxDelay: 5_000 });
    const seen: OutboxEvent[] = [];
    outbox.subscribe((event) => event.type === "next_try" && seen.push(event));
    await outbox.save(aSurvey());
    let sleep = await nextSleep(() => outbox.start());
    for (let i = 0; i < 4; i++) sleep = await nextSleep(sleep.end);
    expect(sleeps.map(({ milliseconds }) => milliseconds)).toEqual([500, 1_000, 2_000, 2_500, 2_500]);
    expect(seen[1]).toEqual({ type: "next_try", at: now + 1_000, attempt: 2, error: failed });
    outcome = sent;
    expect((await nextSleep(sleep.end)).milliseconds).toBe(60_000);
    await outbox.stop();
  });

  it("draws every delay between 0 and the bound", async () => {
    outcome = failed;
    let draw = 0;
    const outbox = outboxOf({ random: () => draw });
    await outbox.save(aSurvey());
    const first = await nextSleep(() => outbox.start());
    draw = 0.999;
    await nextSleep(first.end);
    expect(sleeps.map(({ milliseconds }) => milliseconds)).toEqual([0, 1_998]);
    await outbox.stop();
  });

  it("does not try sooner after a failure because another survey is saved", async () => {
    outcome = failed;
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    const sleep = await nextSleep(() => outbox.start());
    await outbox.save(aSurvey({ user_id: "0002" }));
    expect(calls).toBe(1);
    expect((await nextSleep(sleep.end)).milliseconds).toBe(1_000);
    expect(calls).toBe(2);
    await outbox.stop();
  });

  it("tries at once when it is woken after a failure, which does not make the next delay longer", async () => {
    outcome = failed;
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    let sleep = await nextSleep(() => outbox.start());
    sleep = await nextSleep(sleep.end);
    for (let woken = 0; woken < 3; woken++) {
      sleep = await nextSleep(() => outbox.wake());
      expect(sleep.milliseconds).toBe(1_000);
    }
    expect(calls).toBe(5);
    expect((await nextSleep(sleep.end)).milliseconds).toBe(2_000);
    outcome = sent;
    expect((await nextSleep(() => outbox.wake())).milliseconds).toBe(60_000);
    await outbox.stop();
  });

  it("tries once more, at once, when it is woken while a try is failing", async () => {
    const storage = createMemoryStorage();
    let outbox: Outbox | undefined;
    let lists = 0;
    const sleeping: number[] = [];
    const done = new Promise<void>((resolve) => {
      outbox = createOutbox({
        client,
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

  it("tries at once when the device comes online", async () => {
    outcome = failed;
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    await nextSleep(() => outbox.start());
    outcome = sent;
    await nextSleep(() => comeOnline());
    expect(await outbox.status()).toMatchObject({ waiting: 0 });
    await outbox.stop();
  });

  it("waits the longest delay while the device is offline", async () => {
    outcome = failed;
    online = false;
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    expect((await nextSleep(() => outbox.start())).milliseconds).toBe(300_000);
    await outbox.stop();
  });

  it("is not slowed down by a survey that SQS will not take", async () => {
    outcome = odd;
    const outbox = outboxOf();
    await outbox.save(aSurvey());
    expect((await nextSleep(() => outbox.start())).milliseconds).toBe(60_000);
    await nextSleep(() => outbox.save(aSurvey({ user_id: "0002" })));
    expect(calls).toBe(2);
    await outbox.stop();
  });

  it("goes on after the storage failed", async () => {
    const storage = createMemoryStorage();
    let works = false;
    const list = () => (works ? storage.list() : Promise.reject(new Error("broken")));
    const outbox = createOutbox({
      storage: { ...storage, list },
      client,
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
    const outbox = outboxOf();
    const abort = new AbortController();
    await nextSleep(() => outbox.start({ signal: abort.signal }));
    abort.abort();
    await outbox.save(aSurvey());
    await nextSleep(() => outbox.start());
    expect(calls).toBe(1);
    await outbox.stop();
    await outbox.save(aSurvey({ user_id: "0002" }));
    expect(sleeps).toHaveLength(2);
    expect(calls).toBe(1);
  });
});
