import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Point } from "./hold-proxy.ts";
import { type PausedPipeline, startPausedPipeline } from "./paused-pipeline.ts";

const [putTag, switched, removeTag] = [
  "POST /2017-03-31/tags/",
  "PUT /2015-03-31/event-source-mappings/",
  "DELETE /2017-03-31/tags/",
];
const [before, after] = ["before it takes effect", "after it took effect"] as const;

function point(request: string, occurrence: number, side: Point["side"]): Point {
  return { request, occurrence, side };
}

/** Every step of a rebuild that changes what is remembered outside of it, and what then says so. */
const points: readonly (readonly [string, "lambda" | "s3", Point, left: RegExp])[] = [
  ["before the pause is written down", "lambda", point(putTag, 1, before), /is on, and surveys/],
  ["when it is written down", "lambda", point(putTag, 1, after), /is on.*rebuild.*died/],
  ["before the trigger is off", "lambda", point(switched, 1, before), /is on.*rebuild.*died/],
  ["when it is off", "lambda", point(switched, 1, after), /is off\. It was paused by a rebuild .* died/],
  ["in the midst of it", "s3", point("GET /", 1, before), /is off\. It was paused by a rebuild .* died/],
  ["before the trigger is on", "lambda", point(switched, 2, before), /is off\. It was paused by a/],
  ["when it is on again", "lambda", point(switched, 2, after), /is on.*rebuild.*died/],
  ["before the pause is forgotten", "lambda", point(removeTag, 1, before), /is on.*died/],
  ["when it is forgotten", "lambda", point(removeTag, 1, after), /is on, and surveys/],
];

let stage: PausedPipeline;
beforeAll(async () => {
  stage = await startPausedPipeline();
});
afterEach(() => stage.reset());
afterAll(() => stage[Symbol.asyncDispose]());

describe.each(points)("a rebuild that is stopped %s", (_when, service, point, left) => {
  it("by SIGKILL leaves word of it, and the next one ends with the trigger on and every survey counted", async () => {
    const killed = await stage.startRebuildHeldAt(service, point);
    killed.process.kill("SIGKILL");
    expect(await killed.ended).toBe("SIGKILL");
    stage[service].release();
    await stage.sendAnother();

    await stage.untilAbandoned();
    const status = stage.start("trigger", "status");
    await status.ended;
    expect(status.output()).toMatch(left);

    const next = stage.start("rebuild");
    expect(await next.ended, next.output()).toBe(0);
    if (left.source.includes("died"))
      expect(next.output()).toMatch(/rebuild \(.*@.*\) that died, \d+ \w+ ago/);
    await stage.expectAllIsWell();
  });

  it("by a hang-up resumes the trigger before it ends", async () => {
    const stopped = await stage.startRebuildHeldAt(service, point);
    stopped.process.kill("SIGHUP");
    await stage.sendAnother();
    stage[service].release();
    // Stopped when all is done, it may be done.
    expect([0, 130], stopped.output()).toContain(await stopped.ended);
    expect(await stage.trigger()).toMatchObject({ state: "Enabled", lease: undefined });
    await stage.pipeline.settle();
  });
});
