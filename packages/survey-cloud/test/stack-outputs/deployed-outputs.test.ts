import { EventEmitter, once } from "node:events";
import type { CloudEventMap, ProvisionedResource } from "@lab/local-cloud";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deployedOutputs } from "../../src/stack-outputs/deployed-outputs.ts";
import { watchOutputs } from "../../src/stack-outputs/watch-outputs.ts";
import { type SurveyCloud, startLocalCloud } from "../../src/start-local-cloud.ts";

let cloud: SurveyCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.close());

describe("the outputs of a stack by its resources alone", () => {
  it("are those that the program returns", async () => {
    expect(await deployedOutputs("dev", cloud.resources)).toEqual(cloud.outputs);
  });

  it("are of the newer one while a resource takes another's place", async () => {
    const before = cloud.resources.flatMap((resource) =>
      resource.type === "aws:s3/bucket:Bucket" ? [{ ...resource, state: { bucket: "old" } }] : [],
    );
    expect(await deployedOutputs("dev", [...before, ...cloud.resources])).toEqual(cloud.outputs);
  });

  it("are not there while a resource is missing, or none is there", async () => {
    const withoutOne = cloud.resources.filter(({ type }) => type !== "aws:cloudwatch/dashboard:Dashboard");
    expect(await deployedOutputs("dev", withoutOne)).toBeUndefined();
    expect(await deployedOutputs("dev", [])).toBeUndefined();
  });

  it("cannot be told of a stack that has no configuration, and the reason is", async () => {
    await expect(deployedOutputs("absent", cloud.resources)).rejects.toThrow(/There is no stack "absent"/);
  });

  it("are told when a deployment is whole, and again when it is taken away", async () => {
    const events = new EventEmitter<CloudEventMap>();
    const told = new EventEmitter<{ outputs: [unknown] }>();
    const provider: { resources: readonly ProvisionedResource[] } = { resources: [] };
    const watched = watchOutputs({
      stack: "dev",
      provider,
      events,
      pause: 1,
      onProblem: (error) => void told.emit("outputs", error),
      onOutputs: (outputs) => void told.emit("outputs", outputs),
    });
    const deployed = once(told, "outputs");
    provider.resources = cloud.resources;
    for (const _ of cloud.resources) events.emit("resourcesChanged");
    expect(await deployed).toEqual([cloud.outputs]);

    const destroyed = once(told, "outputs");
    provider.resources = [];
    events.emit("resourcesChanged");
    expect(await destroyed).toEqual([undefined]);
    watched.close();
    expect(events.listenerCount("resourcesChanged")).toBe(0);
  });
});
