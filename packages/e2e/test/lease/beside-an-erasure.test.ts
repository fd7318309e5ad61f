import { UntagResourceCommand } from "@aws-sdk/client-lambda";
import { LEASE_TAG_KEY, withLease } from "@lab/survey-stack";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RunningCommand } from "../pausing/command-process.ts";
import type { Point } from "../pausing/hold-proxy.ts";
import { type ContendedPipeline, giveUp, startContendedPipeline } from "./contended-pipeline.ts";

let stage: ContendedPipeline;
beforeAll(async () => {
  stage = await startContendedPipeline();
});
afterEach(() => stage.reset());
afterAll(() => stage[Symbol.asyncDispose]());

/** An erasure that is about to delete a dead letter of a participant. */
async function eraseHeld(id: string): Promise<RunningCommand> {
  await giveUp(stage, id);
  const { rejectedBucketName } = stage.pipeline.stack.outputs;
  const point: Point = {
    request: `POST /${rejectedBucketName}`,
    occurrence: 1,
    side: "before it takes effect",
  };
  return await stage.eraseHeldAt(point, id);
}

describe("while a participant is erased", () => {
  it("other commands that move or delete surveys refuse, and say who erases and until when", async () => {
    const erasing = await eraseHeld("busy");
    for (const args of [["redrive", "--run"], ["rejudge", "--run"], ["rebuild"], ["trigger", "resume"]]) {
      const other = stage.start(...args);
      expect(await other.ended, args.join(" ")).toBe(3);
      expect(other.output(), args.join(" ")).toMatch(
        /held by an erasure \(\S+@\S+\), which began \d+ seconds? ago.*lease runs out in \d+ seconds?\. Nothing was changed\. Wait until it has ended/,
      );
    }
    expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: { command: "erase" } });
    stage.s3.release();
    expect(await erasing.ended, erasing.output()).toBe(0);
    expect(await stage.left("busy")).toEqual([]);
  });

  it("lists and dry runs need no lease", async () => {
    const erasing = await eraseHeld("listed");
    const looks = [
      ["redrive"],
      ["rejudge"],
      ["rebuild", "--dry-run"],
      ["withdraw", "somebody", "--erase", "--dry-run"],
    ];
    for (const args of looks) {
      const look = stage.start(...args);
      expect(await look.ended, look.output()).toBe(0);
    }
    stage.s3.release();
    expect(await erasing.ended, erasing.output()).toBe(0);
  });

  it("`trigger status` and `reconcile` say who erases", async () => {
    const erasing = await eraseHeld("looked-at");
    const status = stage.start("trigger", "status");
    expect(await status.ended).toBe(0);
    expect(status.output()).toMatch(/is on, and surveys are processed\..*held by an erasure/);
    const reconciled = stage.start("reconcile", "--json");
    await reconciled.ended;
    expect(reconciled.output()).toMatch(/held by an erasure \(\S+@\S+\)[\s\S]*"command": "erase"/);
    stage.s3.release();
    expect(await erasing.ended, erasing.output()).toBe(0);
  });

  it("another erasure waits, and then erases as well", async () => {
    const first = await eraseHeld("first");
    await giveUp(stage, "second");
    const second = await stage.erase("second", "first");
    await expect
      .poll(second.output, { timeout: 30_000 })
      .toMatch(/held by an erasure .*This command waits until it has ended/);
    expect(await stage.left("second")).toHaveLength(1);
    stage.s3.release();
    expect(await first.ended, first.output()).toBe(0);
    expect(await second.ended, second.output()).toBe(0);
    expect([...(await stage.left("first")), ...(await stage.left("second"))]).toEqual([]);
  });

  it("it stops when somebody ends its lease, says that something may be left, and can be run again", async () => {
    const erasing = await eraseHeld("ended");
    const { arn } = await stage.trigger();
    await stage.pipeline.stack.lambda.send(
      new UntagResourceCommand({ Resource: arn, TagKeys: [LEASE_TAG_KEY] }),
    );
    stage.s3.release();
    expect(await erasing.ended).toBe(3);
    expect(erasing.output()).toMatch(
      /somebody removed its tag.*something of theirs may be left\. Run it again/,
    );
    const again = await stage.erase("ended");
    expect(await again.ended, again.output()).toBe(0);
    expect(await stage.left("ended")).toEqual([]);
  });
});

describe("an erasure that was killed while it deleted", () => {
  it("holds up a redrive until its lease has run out, and is finished when it is run again", async () => {
    const killed = await eraseHeld("killed");
    killed.process.kill("SIGKILL");
    await killed.ended;
    stage.s3.release();
    const other = await giveUp(stage, "of-another");
    const { signal } = new AbortController();
    const refused = withLease(stage.pipeline.stack, { command: "redrive", signal }, async () => undefined);
    await expect(refused).rejects.toMatchObject({
      code: "LEASE_HELD",
      message: expect.stringContaining("held by an erasure"),
    });

    await stage.untilRunOut();
    const status = stage.start("trigger", "status");
    await status.ended;
    expect(status.output()).toMatch(
      /is on, and surveys are processed\..*mark of an erasure .* that died.*something of theirs may be left\. Run it again/,
    );
    const next = stage.start("redrive", "--run", other, "dead-killed");
    expect(await next.ended, next.output()).toBe(0);
    expect(next.output()).toMatch(/mark of an erasure .* that died/);
    expect(next.output()).toContain("2 redriven (1 accepted, 1 withdrawn)");
    const again = await stage.erase("killed");
    expect(await again.ended, again.output()).toBe(0);
    expect(await stage.left("killed")).toEqual([]);
    expect(await stage.left("of-another")).not.toEqual([]);
  });
});
