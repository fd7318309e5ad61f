import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LEASE_TAG_KEY, type Lease, leaseTag } from "../src/lease/lease.ts";
import { pauseTrigger } from "../src/trigger/pause-trigger.ts";
import { readTrigger } from "../src/trigger/read-trigger.ts";
import { resumeTrigger } from "../src/trigger/resume-trigger.ts";
import { type FakeTrigger, startFakeTrigger } from "./fake-trigger.ts";

const { signal } = new AbortController();
const timing = { poll: 5, switching: 5_000, settle: 200, lease: 10_000, renewEvery: 20, emptyFor: 100 };
const pause = () => pauseTrigger(trigger.stack, { command: "rebuild", signal, timing });

/** The tag of another command, which renews it until so many seconds from now. */
const tagOfAnother = (seconds: number) => ({
  [LEASE_TAG_KEY]: leaseTag({
    command: "rebuild",
    by: "anna@lab",
    since: new Date(Date.now() - 60_000),
    until: new Date(Date.now() + seconds * 1_000),
    found: "on",
    id: "0123456789abcdef",
  }),
});

/** The lease of yet another one. */
const anothers: Lease = {
  command: "rebuild",
  by: "bert@lab",
  since: new Date(),
  until: new Date(Date.now() + 60_000),
  found: "on",
  id: "fedcba9876543210",
};

let trigger: FakeTrigger;
beforeEach(async () => {
  trigger = await startFakeTrigger();
});
afterEach(() => trigger[Symbol.asyncDispose]());

/** Does something at the n-th request of a name. */
function at(name: string, n: number, then: () => void): void {
  let seen = 0;
  trigger.onRequest = (request) => {
    if (request === name && ++seen === n) then();
  };
}

describe("a look at the trigger", () => {
  it("does not take a pause that ends between its two requests for a switch by hand", async () => {
    trigger.on = false;
    at("GET tags", 1, () => {
      trigger.on = true;
    });
    expect(await readTrigger(trigger.stack)).toMatchObject({ on: true, lease: undefined });
  });
});

describe("a resume", () => {
  it("leaves the tag of a command that took the lease meanwhile", async () => {
    trigger.on = false;
    trigger.tags = tagOfAnother(-1);
    const taken = leaseTag(anothers);
    at("PUT trigger", 1, () => {
      trigger.tags = { [LEASE_TAG_KEY]: taken };
    });
    await resumeTrigger(trigger.stack, { force: false, signal });
    expect(trigger.tags).toEqual({ [LEASE_TAG_KEY]: taken });
  });
});

describe("a pause", () => {
  it("begins when nothing has been in flight for a while, not when it looks so once", async () => {
    trigger.inFlight = [0, 3, 0, 1];
    const paused = await pause();
    expect(trigger.inFlight).toEqual([]);
    await paused.resume();
  });

  it("is kept when a renewal fails, as long as it holds", async () => {
    const paused = await pause();
    const failed = Promise.withResolvers<void>();
    at("POST tags", 1, () => {
      failed.resolve();
      throw new Error("refused");
    });
    await failed.promise;
    const renewed = Promise.withResolvers<void>();
    at("POST tags", 2, renewed.resolve);
    await renewed.promise;
    expect(paused.lost.aborted).toBe(false);
    await paused.resume();
    expect(trigger).toMatchObject({ on: true, tags: {} });
  });

  it("says that the trigger is on when only its tag could not be removed", async () => {
    const paused = await pause();
    trigger.onRequest = (request) => {
      if (request === "DELETE tags") throw new Error("refused");
    };
    await expect(paused.resume()).rejects.toMatchObject({
      code: "LEASE_LEFT",
      message: expect.stringMatching(
        /as it was before.*Lambda's UntagResource failed.*trigger resume --force/,
      ),
    });
    expect(trigger.on).toBe(true);
  });
});
