import { beforeEach } from "vitest";
import {
  type BackoffOptions,
  createOutbox,
  type Outbox,
  type SendOutcome,
  type SurveyClient,
} from "../src/index.ts";
import { createMemoryStorage } from "./memory-storage.ts";

export const now = Date.UTC(2021, 8, 28, 12);
export const sent: SendOutcome = { status: "sent", messageId: "1" };
export const failed = {
  status: "failed",
  code: "network",
  message: "no",
  retryable: true,
} as const satisfies SendOutcome;

/** One sleep of the loop, which lasts until the test ends it. */
interface Sleep {
  readonly milliseconds: number;
  end(): void;
}

/** What each test of the loop has anew: a client without a queue, a network, and sleeps that the test ends. */
export interface LoopSetup {
  /** What becomes of every survey. */
  outcome: SendOutcome;
  online: boolean;
  readonly client: Pick<SurveyClient, "sendAll">;
  /** How often the client had something to send. */
  readonly calls: number;
  readonly sleeps: readonly Sleep[];
  outboxOf(options?: BackoffOptions): Outbox;
  /** Tells the loop that the device is online now. */
  comeOnline(): void;
  /** The next sleep, once `act` has ended the present one. */
  nextSleep(act: () => unknown): Promise<Sleep>;
}

/** Prepares the tests of a file. */
export function setUpLoop(): LoopSetup {
  let calls: number;
  let sleeps: Sleep[];
  let onOnline: () => void;
  let onSleep: (sleep: Sleep) => void;
  const given: LoopSetup = {
    outcome: sent,
    online: true,
    client: {
      async sendAll(surveys) {
        const texts = [...surveys];
        if (texts.length > 0) calls++;
        return texts.map(() => given.outcome);
      },
    },
    get calls() {
      return calls;
    },
    get sleeps() {
      return sleeps;
    },
    outboxOf: (options = {}) =>
      createOutbox({
        storage: createMemoryStorage(),
        client: given.client,
        now: () => now,
        random: () => 0.5,
        connectivity: {
          isOnline: () => given.online,
          onOnline(listener) {
            onOnline = listener;
            return () => {
              onOnline = () => {};
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
      }),
    comeOnline: () => onOnline(),
    nextSleep: (act) =>
      new Promise((resolve) => {
        onSleep = resolve;
        act();
      }),
  };
  beforeEach(() => {
    Object.assign(given, { outcome: sent, online: true });
    calls = 0;
    sleeps = [];
    onOnline = () => {};
    onSleep = () => {};
  });
  return given;
}
