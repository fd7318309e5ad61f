import { setTimeout } from "node:timers/promises";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LEASE_TAG_KEY, leaseTag } from "../../src/lease/lease.ts";
import { withLease } from "../../src/lease/with-lease.ts";
import { namingFailures } from "../../src/stack/service-failed-error.ts";
import { type FakeTrigger, startFakeTrigger } from "../fake-trigger.ts";

/** Renewals by themselves come too late for these tests. */
const timing = { poll: 5, switching: 5_000, settle: 200, lease: 2_000, renewEvery: 60_000, emptyFor: 0 };

let trigger: FakeTrigger;
/** How many changes reached the table. */
let changes: number;
beforeEach(async () => {
  trigger = await startFakeTrigger();
  changes = 0;
  trigger.onRequest = (request) => {
    if (request === "PutItem") changes += 1;
  };
});
afterEach(() => trigger[Symbol.asyncDispose]());

const change = () => trigger.stack.dynamodb.send(new PutCommand({ TableName: "t", Item: { id: "1" } }));

function working(
  work: (held: AbortSignal) => Promise<unknown>,
  { signal } = new AbortController(),
): Promise<unknown> {
  return namingFailures(() => withLease(trigger.stack, { command: "redrive", signal, timing }, work));
}

/** Nothing of this process goes on for so many milliseconds, as when it is stopped or the computer sleeps. */
function freeze(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function takenByAnother(): void {
  trigger.tags = {
    [LEASE_TAG_KEY]: leaseTag({
      command: "erase",
      by: "bert@lab",
      since: new Date(),
      until: new Date(Date.now() + 60_000),
      found: "on",
      id: "fedcba9876543210",
    }),
  };
}

it("a command that was frozen until another one had its lease changes nothing more, and says so", async () => {
  const frozen = working(async () => {
    await change();
    freeze(2_500);
    takenByAnother();
    await change();
  });
  await expect(frozen).rejects.toMatchObject({
    code: "LEASE_LOST",
    message: expect.stringMatching(
      /^This command no longer has the lease.*an erasure \(bert@lab\) has taken it.*None is lost or counted twice\. Run it again/,
    ),
  });
  expect(changes).toBe(1);
  expect(trigger.tags[LEASE_TAG_KEY]).toContain("bert@lab");
  // What is done outside of the work, as the audit trail is told, is not refused.
  await change();
  expect(changes).toBe(2);
});

it("a command that was frozen and whose lease nobody took renews it, and goes on", async () => {
  await working(async () => {
    freeze(2_500);
    await change();
  });
  expect(changes).toBe(1);
  expect(trigger.tags).toEqual({});
});

it("many changes at once share a renewal", async () => {
  await working(async () => {
    freeze(1_200);
    let renewals = 0;
    trigger.onRequest = (request) => {
      if (request === "POST tags") renewals += 1;
    };
    await Promise.all(Array.from({ length: 10 }, change));
    // On a busy machine a renewal may be old when it is done, and is followed by another.
    expect(renewals).toBeLessThan(5);
  });
});

it("a command that cannot renew its lease stops before its next change", async () => {
  const alone = working(async () => {
    freeze(1_200);
    trigger.onRequest = (request) => {
      if (request === "PutItem") changes += 1;
      if (request === "GET tags") throw new Error("refused");
    };
    await change();
  });
  await expect(alone).rejects.toMatchObject({
    code: "LEASE_LOST",
    message: expect.stringMatching(/could not be renewed in time \(Lambda's ListTags failed/),
  });
  expect(changes).toBe(0);
});

it("a command that is interrupted keeps its lease until its last change has ended, and makes no other", async () => {
  const interruption = new AbortController();
  const underWay = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  trigger.onRequest = async (request) => {
    if (request !== "PutItem") return;
    changes += 1;
    underWay.resolve();
    await held.promise;
  };
  let strays: Promise<PromiseSettledResult<unknown>[]> | undefined;
  const interrupted = working(async () => {
    strays = Promise.allSettled([change().then(change)]);
    await underWay.promise;
    interruption.abort();
    interruption.signal.throwIfAborted();
  }, interruption);
  const ended = expect(interrupted).rejects.toMatchObject({ name: "AbortError" });
  await underWay.promise;
  expect(trigger.tags[LEASE_TAG_KEY]).toContain("redrive by");
  let released = false;
  trigger.onRequest = (request) => {
    if (request === "PutItem") changes += 1;
    if (request === "DELETE tags") released = true;
  };
  await setTimeout(300);
  expect(released).toBe(false);
  held.resolve();
  await ended;
  expect(released).toBe(true);
  expect(await strays).toMatchObject([{ status: "rejected", reason: { code: "LEASE_LOST" } }]);
  expect(changes).toBe(1);
});
