import { LOCAL_CLOUD_HEADER } from "@lab/local-cloud";
import { openStack, pauseTrigger, readTrigger, triggerTimings } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { startPipeline } from "../pipeline.ts";
import { startHoldProxy } from "./hold-proxy.ts";

const { signal } = new AbortController();
/** As in AWS, for people with less patience. */
const timing = { ...triggerTimings.aws, poll: 50, settle: 50, emptyFor: 100 };

describe("where a stack is", () => {
  it("is a local cloud, if its Lambda says so: a trigger that is off there has no work in flight", async () => {
    await using pipeline = await startPipeline();
    expect(await readTrigger(pipeline.stack)).toMatchObject({ local: true });
    const waits: string[] = [];
    const paused = await pauseTrigger(pipeline.stack, {
      command: "rebuild",
      signal,
      timing,
      onWait: (what) => waits.push(what),
    });
    await paused.resume();
    expect(waits).toEqual([
      "Looking at the trigger",
      "Waiting until the trigger is off",
      "Switching the trigger on",
    ]);
  });

  it("is AWS otherwise, though the environment names endpoints, as it does in a VPC: work in flight is waited for", async () => {
    await using pipeline = await startPipeline();
    const { cloud } = pipeline;
    await using vpcEndpoint = await startHoldProxy(cloud.endpoints.lambda);
    vpcEndpoint.strip(LOCAL_CLOUD_HEADER);
    // An SQS endpoint is set as well.
    const stack = openStack({ ...cloud, endpoints: { ...cloud.endpoints, lambda: vpcEndpoint.endpoint } });
    expect(await readTrigger(stack)).toMatchObject({ local: false });
    const waits: string[] = [];
    const paused = await pauseTrigger(stack, {
      command: "rebuild",
      signal,
      timing,
      onWait: (what) => waits.push(what),
    });
    await paused.resume();
    stack.close();
    expect(waits).toContain("Waiting for work in flight: 0 messages");
  });
});
