import { UntagResourceCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { LEASE_TAG_KEY, openStack, pauseTrigger, resumeTrigger } from "@lab/survey-stack";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RunningCommand } from "./command-process.ts";
import { type PausedPipeline, startPausedPipeline } from "./paused-pipeline.ts";

const { signal } = new AbortController();
const COMMAND = "rebuild";

let stage: PausedPipeline;
beforeAll(async () => {
  stage = await startPausedPipeline();
});
afterEach(() => stage.reset());
afterAll(() => stage[Symbol.asyncDispose]());

/** A rebuild that has paused the trigger, and waits for the surveys bucket. */
function rebuildAtWork(): Promise<RunningCommand> {
  return stage.startRebuildHeldAt("s3", {
    request: "GET /",
    occurrence: 1,
    side: "before it takes effect",
  });
}

async function rebuildAgain(): Promise<void> {
  const again = stage.start("rebuild");
  expect(await again.ended, again.output()).toBe(0);
  await stage.expectAllIsWell();
}

describe("of two rebuilds at once", () => {
  it("the second refuses while the first is at work, says who is, and the first goes on", async () => {
    const first = await rebuildAtWork();
    const { lease } = await stage.trigger();
    for (const args of [["rebuild"], ["trigger", "resume"], ["redrive", "--run"]]) {
      const second = stage.start(...args);
      expect(await second.ended, args.join(" ")).toBe(3);
      expect(second.output()).toMatch(/paused by a rebuild \(\S+@\S+\), \d+ \w+ ago.*Nothing was changed/);
    }
    // Which takes longer than a pause holds: it is renewed.
    await expect.poll(async () => (await stage.trigger()).lease?.until).not.toEqual(lease?.until);
    expect((await stage.trigger()).lease?.id).toBe(lease?.id);
    stage.s3.release();
    expect(await first.ended, first.output()).toBe(0);
    await stage.expectAllIsWell();
  });

  it("one wins and the others refuse, however close they come", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => stage.pause()));
    const won = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(won).toHaveLength(1);
    const refused = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused.map(({ code }) => code)).toEqual(Array(4).fill("LEASE_HELD"));
    expect(await stage.trigger()).toMatchObject({ state: "Disabled" });
    await won[0]?.resume();
    await stage.expectAllIsWell();
  });

  it("one that was frozen for longer than its pause holds leaves the trigger to the other, and stops", async () => {
    const frozen = await rebuildAtWork();
    frozen.process.kill("SIGSTOP");
    await stage.untilAbandoned();
    const other = await stage.pause();
    frozen.process.kill("SIGCONT");
    stage.s3.release();
    expect(await frozen.ended).toBe(3);
    expect(frozen.output()).toContain("no longer has the lease");
    expect(other.lost.aborted).toBe(false);
    expect(await stage.trigger()).toMatchObject({ state: "Disabled" });
    await other.resume();
    await rebuildAgain();
  });
});

describe("a rebuild stops half-way, leaves the trigger on, and says so", () => {
  it("when somebody resumes the trigger by force", async () => {
    const rebuild = await rebuildAtWork();
    const resumed = stage.start("trigger", "resume", "--force");
    expect(await resumed.ended, resumed.output()).toBe(0);
    stage.s3.release();
    expect(await rebuild.ended).toBe(3);
    expect(rebuild.output()).toMatch(/somebody (removed its tag|switched the trigger on)/);
    await rebuildAgain();
  });

  it("when its tag is removed by hand", async () => {
    const rebuild = await rebuildAtWork();
    const { arn } = await stage.trigger();
    await stage.pipeline.stack.lambda.send(
      new UntagResourceCommand({ Resource: arn, TagKeys: [LEASE_TAG_KEY] }),
    );
    stage.s3.release();
    expect(await rebuild.ended).toBe(3);
    expect(rebuild.output()).toContain("somebody removed its tag");
    expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: undefined });
    await rebuildAgain();
  });

  it("when the trigger is switched on by hand, or by an update of the stack", async () => {
    const rebuild = await rebuildAtWork();
    const { uuid } = await stage.trigger();
    const on = new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: true });
    await stage.pipeline.stack.lambda.send(on);
    stage.s3.release();
    expect(await rebuild.ended).toBe(3);
    expect(rebuild.output()).toContain("somebody switched the trigger on");
    expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: undefined });
    await rebuildAgain();
  });

  it("when nobody reads its output any more", async () => {
    const rebuild = await rebuildAtWork();
    rebuild.process.stderr?.destroy();
    rebuild.process.stdout?.destroy();
    rebuild.process.kill("SIGHUP");
    stage.s3.release();
    expect(await rebuild.ended).toBe(130);
    expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: undefined });
    await rebuildAgain();
  });
});

describe("a trigger that was switched off by hand", () => {
  it("stays off after a rebuild, and after one that was killed, and each says so", async () => {
    const { uuid } = await stage.trigger();
    const { lambda } = stage.pipeline.stack;
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: false }));
    await expect.poll(async () => (await stage.trigger()).state).toBe("Disabled");
    await stage.sendAnother();

    const killed = await rebuildAtWork();
    killed.process.kill("SIGKILL");
    await killed.ended;
    stage.s3.release();
    await stage.untilAbandoned();
    const rebuild = stage.start("rebuild");
    expect(await rebuild.ended, rebuild.output()).toBe(0);
    expect(rebuild.output()).toMatch(
      /It had been off before that.*The trigger was off before, and stays off/s,
    );
    expect(await stage.trigger()).toMatchObject({ state: "Disabled", lease: undefined });

    const status = stage.start("trigger", "status", "--json");
    expect(await status.ended).toBe(1);
    expect(status.output()).toContain("switched off by hand");
    const reconciled = stage.start("reconcile");
    expect(await reconciled.ended, reconciled.output()).toBe(0);
    expect(reconciled.output()).toContain("switched off by hand");
    const resumed = stage.start("trigger", "resume");
    expect(await resumed.ended, resumed.output()).toBe(0);
    await stage.expectAllIsWell();
  });
});

describe("a rebuild that died", () => {
  it("is told of by reconcile, as something that does not agree, and ended by trigger resume", async () => {
    const killed = await rebuildAtWork();
    killed.process.kill("SIGKILL");
    await killed.ended;
    stage.s3.release();
    await stage.untilAbandoned();
    const reconciled = stage.start("reconcile", "--json");
    expect(await reconciled.ended).toBe(1);
    expect(reconciled.output()).toMatch(
      /The trigger is off\. It was paused by a rebuild .* that died, \d+ \w+ ago/,
    );
    expect(reconciled.output()).toMatch(/"found": "on"[^}]*"alive": false/);
    await resumeTrigger(stage.pipeline.stack, { force: false, signal });
    expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: undefined });
    await rebuildAgain();
  });

  it("is still told of when the next one is interrupted before it begins", async () => {
    const killed = await rebuildAtWork();
    killed.process.kill("SIGKILL");
    await killed.ended;
    stage.s3.release();
    await stage.untilAbandoned();
    const left = await stage.trigger();
    const interruption = new AbortController();
    const pausing = pauseTrigger(stage.pipeline.stack, {
      command: COMMAND,
      signal: interruption.signal,
      onFound: () => interruption.abort(),
    });
    await expect(pausing).rejects.toMatchObject({ name: "AbortError" });
    expect(await stage.trigger()).toMatchObject({ state: "Disabled", lease: left.lease });
    await rebuildAgain();
  });
});

describe("a pause", () => {
  it.each(["POST /2017-03-31/tags/", "PUT /2015-03-31/event-source-mappings/", "DELETE /2017-03-31/tags/"])(
    "takes no harm from a lost reply to %s",
    async (request) => {
      const { cloud } = stage.pipeline;
      const endpoints = { ...cloud.endpoints, lambda: stage.lambda.endpoint };
      const stack = openStack({ ...cloud, endpoints });
      stage.lambda.loseReplyOf(request);
      const paused = await pauseTrigger(stack, { command: COMMAND, signal });
      expect(await stage.trigger()).toMatchObject({ state: "Disabled", lease: { command: "rebuild" } });
      await paused.resume();
      stack.close();
      await stage.expectAllIsWell();
    },
  );

  it("that cannot be begun leaves the trigger as it was, and no tag", async () => {
    const interruption = new AbortController();
    const pausing = pauseTrigger(stage.pipeline.stack, {
      command: COMMAND,
      signal: interruption.signal,
      onWait: (what) => {
        if (what.includes("is off")) interruption.abort();
      },
    });
    await expect(pausing).rejects.toMatchObject({ name: "AbortError" });
    await stage.expectAllIsWell();
  });
});
