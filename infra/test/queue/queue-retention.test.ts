import { describe, expect, it } from "vitest";
import { type DeclaredResource, deployUnderMocks } from "../deploy-under-mocks.ts";

const QUEUE_TYPE = "aws:sqs/queue:Queue";
const days = (count: number) => ({ messageRetentionSeconds: count * 86_400 });

/** What Pulumi does before it updates a queue, as the preview does too. */
async function update(
  { name, type, beforeUpdate }: DeclaredResource,
  properties: { oldInputs?: object; oldOutputs?: object; newInputs?: object },
): Promise<void> {
  for (const hook of beforeUpdate) await hook.callback({ urn: "", id: "", name, type, ...properties });
}

describe("the queues of a stack that protects its data", () => {
  const queues = async () => (await deployUnderMocks("prod")).ofType(QUEUE_TYPE);

  it("refuse to keep messages for a shorter time, in the preview already, with what it would delete", async () => {
    for (const queue of await queues()) {
      expect(queue.beforeUpdate.map(({ opts }) => opts)).toEqual([{ onDryRun: true }]);
      const shorter = update(queue, { oldInputs: days(13), oldOutputs: days(13), newInputs: days(4) });
      await expect(shorter).rejects.toThrow(
        /from 13 days to 4 days.*SQS deletes.*queueRetentionDays.*protectData/s,
      );
    }
  });

  it("go by what the queue really had, where somebody changed it by hand", async () => {
    for (const queue of await queues()) {
      const properties = { oldInputs: days(10), oldOutputs: days(13), newInputs: days(10) };
      await expect(update(queue, properties)).rejects.toThrow(/13 days to 10 days/);
    }
  });

  it("keep them longer, or change in other ways, as they are told to", async () => {
    for (const queue of await queues()) {
      await update(queue, { oldInputs: days(4), oldOutputs: days(4), newInputs: days(13) });
      await update(queue, { oldInputs: days(13), oldOutputs: days(13), newInputs: days(13) });
    }
  });
});

it("a stack without data to protect keeps messages for as long as it is told to", async () => {
  const { ofType } = await deployUnderMocks("dev");
  expect(ofType(QUEUE_TYPE).flatMap(({ beforeUpdate }) => beforeUpdate)).toEqual([]);
});
