import {
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lambdaClient } from "../engines/clients.ts";
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

  it("are refused when they do not exist, or when more than switching is asked for", async () => {
    await expect(stateOf("absent")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(
      lambda().send(new UpdateEventSourceMappingCommand({ UUID: await uuidOf(), BatchSize: 1 })),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });
});
