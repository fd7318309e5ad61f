import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { killWhileBusy } from "./kill-while-busy.ts";
import { startPipeline, timestampOf } from "./pipeline.ts";

it("surveys in the middle of a killed worker come back, are stored once and counted once", async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  // So that what a killed worker held comes back in a second, not after the stack's three minutes.
  const Attributes = { VisibilityTimeout: "1" };
  await stack.sqs.send(new SetQueueAttributesCommand({ QueueUrl: stack.outputs.queueUrl, Attributes }));
  const killed = killWhileBusy(cloud, cloud.processor, 8);
  await pipeline.send(
    Array.from({ length: 300 }, (_, i) => surveyText({ user_id: `p${i % 7}`, timestamp: timestampOf(i) })),
  );
  const { receipt } = await pipeline.settle();
  expect(killed.size).toBeGreaterThanOrEqual(3);
  expect(receipt).toMatchObject({ sent: 300, accepted: 300, sumOfCounts: 300, differences: [] });
});
