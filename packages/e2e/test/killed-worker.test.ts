import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { startPipeline, surveyText, timestampOf } from "./pipeline.ts";

it("surveys in the middle of a killed worker come back, are stored once and counted once", async () => {
  await using pipeline = await startPipeline();
  const { cloud, stack } = pipeline;
  // So that what a killed worker held comes back in a second, not after the stack's three minutes.
  const Attributes = { VisibilityTimeout: "1" };
  await stack.sqs.send(new SetQueueAttributesCommand({ QueueUrl: stack.outputs.queueUrl, Attributes }));
  await pipeline.send(
    Array.from({ length: 300 }, (_, i) => surveyText({ user_id: `p${i % 7}`, timestamp: timestampOf(i) })),
  );
  const killed = new Set<string>();
  while (killed.size < 8) {
    await once(cloud.events, "invocationStarted");
    // Somewhere between the invocation's first request and its last.
    await setTimeout(Math.random() * 20);
    const requestId = await cloud.processor.killWorker();
    if (requestId !== undefined) killed.add(requestId);
  }
  const { receipt } = await pipeline.settle();
  expect(receipt).toMatchObject({ sent: 300, accepted: 300, sumOfCounts: 300, differences: [] });
});
