import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LEASE_TAG_KEY, type Lease, leaseTag } from "../../src/lease/lease.ts";
import { type LeaseOptions, withLease } from "../../src/lease/with-lease.ts";
import { whoRunsThis } from "../../src/trigger/who-runs-this.ts";
import { type FakeTrigger, startFakeTrigger } from "../fake-trigger.ts";

const { signal } = new AbortController();
const timing = { poll: 5, switching: 5_000, settle: 200, lease: 10_000, renewEvery: 20, emptyFor: 0 };

let trigger: FakeTrigger;
let requests: string[];
beforeEach(async () => {
  trigger = await startFakeTrigger();
  requests = [];
  trigger.onRequest = (request) => void requests.push(request);
});
afterEach(() => trigger[Symbol.asyncDispose]());

/** The lease of another command, which renews it until so many seconds from now. */
function anothers(seconds: number, changes: Partial<Lease> = {}): Lease {
  return {
    command: "redrive",
    by: "anna@lab",
    since: new Date(Date.now() - 600_000),
    until: new Date(Date.now() + seconds * 1_000),
    found: "on",
    id: "0123456789abcdef",
    ...changes,
  };
}

const tagOf = (lease: Lease) => ({ [LEASE_TAG_KEY]: leaseTag(lease) });
const tag = () => trigger.tags[LEASE_TAG_KEY] ?? "";

function erasing<T>(work: (held: AbortSignal) => Promise<T>, options: Partial<LeaseOptions> = {}) {
  return withLease(trigger.stack, { command: "erase", signal, timing, ...options }, work);
}

describe("work with the lease of a stack", () => {
  it("has it while it works and not longer, and leaves the trigger alone", async () => {
    const seen = await erasing(async () => tag());
    expect(seen).toMatch(new RegExp(`^erase by ${whoRunsThis()} since \\S+ until \\S+ found on id`));
    expect(trigger.tags).toEqual({});
    // It needs no other rights than docs/permissions.md names.
    expect(new Set(requests)).toEqual(new Set(["GET triggers", "GET tags", "POST tags", "DELETE tags"]));
  });

  it("gives it back when it fails, and throws what the work threw", async () => {
    const failing = erasing(() => Promise.reject(new RangeError("too far")));
    await expect(failing).rejects.toThrow(RangeError);
    expect(trigger.tags).toEqual({});
  });

  it("is refused while another command that lives has it, who, since when and until when", async () => {
    trigger.tags = tagOf(anothers(240));
    const before = trigger.tags;
    await expect(erasing(async () => undefined)).rejects.toMatchObject({
      code: "LEASE_HELD",
      message: expect.stringMatching(
        /held by a redrive \(anna@lab\), which began 10 minutes ago.*runs out in 4 minutes\. Nothing was changed\. Wait until/,
      ),
    });
    expect(trigger.tags).toBe(before);
  });

  it("is refused while the trigger is off, where it needs surveys to be processed", async () => {
    trigger.on = false;
    const refused = erasing(async () => undefined, { whenOff: "Wait for it." });
    await expect(refused).rejects.toMatchObject({
      code: "TRIGGER_OFF",
      message: expect.stringMatching(/Nothing was changed\. Wait for it\.$/),
    });
    expect(requests).not.toContain("POST tags");
  });

  it("is done by one of those that come at the same moment", async () => {
    let [atWork, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, ++atWork);
      await setTimeout(100);
      atWork -= 1;
    };
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => erasing(work)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await Promise.all(Array.from({ length: 3 }, () => erasing(work, { wait: true })));
    expect(most).toBe(1);
    expect(trigger.tags).toEqual({});
  });

  it("looks whether it has the lease only when another one must have noticed, if it was slow itself", async () => {
    const slow = { ...timing, lease: 2_000 };
    let written = Number.POSITIVE_INFINITY;
    let looked = 0;
    trigger.onRequest = async (request) => {
      if (request === "POST tags" && written === Number.POSITIVE_INFINITY) {
        await setTimeout(2 * slow.settle);
        written = performance.now();
      }
      if (request === "GET tags" && looked === 0 && performance.now() > written) looked = performance.now();
    };
    await erasing(async () => undefined, { timing: slow });
    expect(looked - written).toBeGreaterThan(slow.lease - 50);
  });
});

describe("work that waits for the lease", () => {
  it("begins when the other command has ended, and says for whom it waits", async () => {
    trigger.tags = tagOf(anothers(240));
    const waits: string[] = [];
    const onWait = (what: string) => {
      waits.push(what);
      if (waits.length === 6) trigger.tags = {};
    };
    expect(await erasing(async () => tag(), { wait: true, onWait })).toContain("erase by");
    expect(waits[1]).toMatch(/^Waiting for a redrive \(anna@lab\), which began 10 minutes ago\. If it died/);
  });

  it("begins when the lease of a command that died has run out, and says so", async () => {
    const dying = anothers(2);
    trigger.tags = tagOf(dying);
    const notices: string[] = [];
    const began = await erasing(async () => Date.now(), {
      wait: true,
      onNotice: (text) => notices.push(text),
    });
    expect(began).toBeGreaterThan(dying.until.getTime() - 1_000);
    expect(notices).toEqual([
      expect.stringMatching(/held by a redrive \(anna@lab\).*This command waits until it has ended/),
      expect.stringMatching(/mark of a redrive \(anna@lab\) that died.*Run it again/),
    ]);
  });

  it("is interrupted as any other", async () => {
    trigger.tags = tagOf(anothers(240));
    const interruption = new AbortController();
    const onWait = () => interruption.abort();
    const waiting = erasing(async () => undefined, { wait: true, signal: interruption.signal, onWait });
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(requests).not.toContain("POST tags");
  });
});

describe("a trigger that a rebuild left off when it died", () => {
  it("is still to be switched on after another command, which passes the mark on", async () => {
    trigger.on = false;
    const rebuild = anothers(-60, { command: "rebuild" });
    trigger.tags = tagOf(rebuild);
    expect(await erasing(async () => tag())).toMatch(/^erase .* found on id/);
    expect(trigger.tags).toEqual(tagOf(rebuild));
  });

  it("has no mark any more when somebody has switched it on meanwhile", async () => {
    trigger.on = false;
    trigger.tags = tagOf(anothers(-60, { command: "rebuild" }));
    await erasing(async () => {
      trigger.on = true;
    });
    expect(trigger.tags).toEqual({});
  });
});

describe("at the end of the work", () => {
  it("a tag that cannot be removed is said, and the work counts", async () => {
    const notices: string[] = [];
    trigger.onRequest = (request) => {
      if (request === "DELETE tags") throw new Error("refused");
    };
    expect(await erasing(async () => "done", { onNotice: (text) => notices.push(text) })).toBe("done");
    expect(notices).toEqual([expect.stringMatching(/could not be removed.*runs out by itself/)]);
  });

  it("a lease that somebody ended just before is lost, since nobody knows what they did", async () => {
    const ended = erasing(
      async () => {
        trigger.tags = {};
      },
      { timing: { ...timing, renewEvery: 30_000 } },
    );
    await expect(ended).rejects.toMatchObject({
      code: "LEASE_LOST",
      message: expect.stringMatching(
        /somebody removed its tag.*something of theirs may be left.*Run it again/,
      ),
    });
  });
});
