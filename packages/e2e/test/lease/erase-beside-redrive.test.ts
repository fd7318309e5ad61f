import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Point } from "../pausing/hold-proxy.ts";
import {
  type ContendedPipeline,
  giveUp,
  rejectUnknown,
  startContendedPipeline,
} from "./contended-pipeline.ts";

let stage: ContendedPipeline;
beforeAll(async () => {
  stage = await startContendedPipeline();
});
afterEach(() => stage.reset());
afterAll(() => stage[Symbol.asyncDispose]());

function putUnder(prefix: string, side: Point["side"] = "before it takes effect"): Point {
  return {
    request: `PUT /${stage.pipeline.stack.outputs.rejectedBucketName}/${prefix}`,
    occurrence: 1,
    side,
  };
}

/** Each command that puts bodies elsewhere, with a survey of a participant that it would move, and where it puts it first. */
const moves = [
  { name: "redrive", keep: giveUp, prefix: "redriven/" },
  { name: "rejudge", keep: rejectUnknown, prefix: "rejudged/" },
] as const;

describe.each(moves)(
  "an erasure beside a $name that has read a body and not yet put it",
  ({ name, keep, prefix }) => {
    const holder = new RegExp(
      `held by a ${name} \\(\\S+@\\S+\\), which began \\d+ seconds? ago.*This command waits until it has ended`,
    );
    const moveHeld = async (id: string) => {
      await keep(stage, id);
      return await stage.startHeldAt(putUnder(prefix), name, "--run");
    };

    it("waits until it has ended, says for whom, and leaves nothing", async () => {
      const id = `${name}-ends`;
      const moving = await moveHeld(id);
      const erasing = await stage.erase(id);
      await expect.poll(erasing.output, { timeout: 30_000 }).toMatch(holder);
      expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: { command: name } });
      stage.s3.release();
      expect(await moving.ended, moving.output()).toBe(0);
      expect(await erasing.ended, erasing.output()).toBe(0);
      expect(erasing.output()).toContain("Erased, looked for again, and nothing was left.");
      expect(await stage.left(id)).toEqual([]);
      expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: undefined });
    });

    it("goes on by itself when it was killed and its lease has run out, and says so", async () => {
      const id = `${name}-killed`;
      const moving = await moveHeld(id);
      const erasing = await stage.erase(id);
      await expect.poll(erasing.output, { timeout: 30_000 }).toMatch(holder);
      moving.process.kill("SIGKILL");
      expect(await moving.ended).toBe("SIGKILL");
      stage.s3.release();
      expect(await erasing.ended, erasing.output()).toBe(0);
      expect(erasing.output()).toMatch(new RegExp(`mark of a ${name} \\(\\S+\\) that died.*Run it again`));
      expect(await stage.left(id)).toEqual([]);
    });

    it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
      "goes on as soon as it was ended by %s and its last put is through",
      async (signal) => {
        const id = `${name}-${signal}`;
        const moving = await moveHeld(id);
        const erasing = await stage.erase(id);
        moving.process.kill(signal);
        await expect.poll(erasing.output, { timeout: 30_000 }).toMatch(holder);
        stage.s3.release();
        expect(await moving.ended, moving.output()).toBe(130);
        const { lease, now } = await stage.trigger();
        expect([undefined, "erase"]).toContain(lease?.command);
        expect(lease === undefined || lease.until > now).toBe(true);
        expect(await erasing.ended, erasing.output()).toBe(0);
        expect(await stage.left(id)).toEqual([]);
      },
    );
  },
);

describe("a rejudge that was frozen between two puts, until an erasure was done", () => {
  it("puts nothing more, says what it means, and leaves the survey erased", async () => {
    const id = "frozen";
    await rejectUnknown(stage, id);
    const point = putUnder("rejudged/", "after it took effect");
    const frozen = await stage.startHeldAt(point, "rejudge", "--run");
    frozen.process.kill("SIGSTOP");
    const erasing = await stage.erase(id);
    expect(await erasing.ended, erasing.output()).toBe(0);
    expect(await stage.left(id)).toEqual([]);
    frozen.process.kill("SIGCONT");
    stage.s3.release();
    expect(await frozen.ended).toBe(3);
    expect(frozen.output()).toMatch(
      /This command no longer has the lease of the stack: .*None is lost or counted twice\. Run it again/,
    );
    expect(await stage.left(id)).toEqual([]);
  });
});
