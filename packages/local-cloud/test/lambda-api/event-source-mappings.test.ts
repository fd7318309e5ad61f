import {
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_CLOUD_HEADER } from "../../src/lambda-api/local-cloud-header.ts";
import { lambdaClient, REGION } from "../engines/clients.ts";
import { type QueueCloud, startQueueCloud } from "../fixtures/queue-cloud.ts";

let cloud: QueueCloud;
beforeAll(async () => {
  cloud = await startQueueCloud();
});
afterAll(() => cloud.close());

const lambda = () => lambdaClient(cloud.endpoints.lambda);
async function list(filter: { EventSourceArn?: string; FunctionName?: string }) {
  const { EventSourceMappings = [] } = await lambda().send(new ListEventSourceMappingsCommand(filter));
  return EventSourceMappings;
}
async function uuidOf(): Promise<string> {
  const [mapping] = await list({ EventSourceArn: cloud.trigger.declaration.queueArn });
  return mapping?.UUID ?? "";
}
const stateOf = async (UUID: string) =>
  (await lambda().send(new GetEventSourceMappingCommand({ UUID }))).State;
const switchTo = (UUID: string, Enabled: boolean) =>
  lambda().send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));

describe("triggers, as Lambda's API knows them", () => {
  it("are found by their queue and their function", async () => {
    const { queueArn } = cloud.trigger.declaration;
    const { name, arn } = cloud.worker.declaration;
    for (const FunctionName of [name, arn]) {
      expect(await list({ EventSourceArn: queueArn, FunctionName })).toMatchObject([
        { EventSourceArn: queueArn, FunctionArn: arn, State: "Enabled" },
      ]);
    }
    expect(await list({ EventSourceArn: `${queueArn}-other` })).toEqual([]);
    expect(await list({ FunctionName: "other" })).toEqual([]);
  });

  it("are switched off once the batch in flight is processed, and on again", async () => {
    const UUID = await uuidOf();
    const received = cloud.next("messagesReceived");
    await cloud.send("wait 400");
    await received;
    const deleted = cloud.next("messagesDeleted");
    expect(await switchTo(UUID, false)).toMatchObject({ State: "Disabling" });
    await expect(switchTo(UUID, true)).rejects.toMatchObject({ name: "ResourceInUseException" });
    await deleted;
    await expect.poll(() => stateOf(UUID)).toBe("Disabled");

    await cloud.send("look");
    expect(await cloud.counts()).toEqual([1, 0]);
    const deletedNow = cloud.next("messagesDeleted");
    expect(await switchTo(UUID, true)).toMatchObject({ State: "Enabled" });
    await deletedNow;
  });

  it("carry tags, which are added, replaced, and taken off by their keys", async () => {
    const [mapping] = await list({ EventSourceArn: cloud.trigger.declaration.queueArn });
    const Resource = mapping?.EventSourceMappingArn ?? "";
    expect(Resource).toBe(`arn:aws:lambda:${REGION}:000000000000:event-source-mapping:${mapping?.UUID}`);
    const tags = async () => (await lambda().send(new ListTagsCommand({ Resource }))).Tags;
    expect(await tags()).toEqual({ study: "sleep" });
    await lambda().send(
      new TagResourceCommand({ Resource, Tags: { a: "1", b: "by anna@lab since 2026-11-24T20:14:36Z" } }),
    );
    await lambda().send(new TagResourceCommand({ Resource, Tags: { a: "2" } }));
    expect(await tags()).toEqual({ study: "sleep", a: "2", b: "by anna@lab since 2026-11-24T20:14:36Z" });
    await lambda().send(new UntagResourceCommand({ Resource, TagKeys: ["a", "b", "never there"] }));
    expect(await tags()).toEqual({ study: "sleep" });
  });

  it("carry no tags that AWS would refuse, nor does what is not there", async () => {
    const [mapping] = await list({ EventSourceArn: cloud.trigger.declaration.queueArn });
    const Resource = mapping?.EventSourceMappingArn ?? "";
    const tagging = (Tags: Record<string, string>) =>
      lambda().send(new TagResourceCommand({ Resource, Tags }));
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`t${n}`, ""]));
    for (const bad of [{ a: "x".repeat(257) }, { a: "(1)" }, { "": "1" }, { "aws:a": "1" }, many]) {
      await expect(tagging(bad)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
    }
    await expect(
      lambda().send(new ListTagsCommand({ Resource: `${Resource.slice(0, -1)}x` })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("are told with a header that AWS does not send, so that nobody takes a local cloud for AWS or the reverse", async () => {
    const { headers } = await fetch(`${cloud.endpoints.lambda}/2015-03-31/event-source-mappings`);
    expect(headers.get(LOCAL_CLOUD_HEADER)).toBe("true");
  });

  it("are refused when they do not exist, or when more than switching is asked for", async () => {
    await expect(stateOf("absent")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(
      lambda().send(new UpdateEventSourceMappingCommand({ UUID: await uuidOf(), BatchSize: 1 })),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });
});
