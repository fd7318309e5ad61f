import { describe, expect, it } from "vitest";
import * as z from "zod";
import { deployUnderMocks, stacks } from "../deploy-under-mocks.ts";

const QUEUE_TYPE = "aws:sqs/queue:Queue";

const redrive = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }));

describe.each(stacks)("the queues of %s", (stack) => {
  const name = `survey-${stack}-queue`;
  const deadLetters = `${name}-dead-letters`;

  it("are the survey queue and its dead-letter queue", async () => {
    const { ofType } = await deployUnderMocks(stack);
    expect(
      ofType(QUEUE_TYPE)
        .map((queue) => queue.name)
        .toSorted(),
    ).toEqual([name, deadLetters]);
  });

  it("take messages of 1 MiB and encrypt them", async () => {
    const { ofType } = await deployUnderMocks(stack);
    for (const { inputs } of ofType(QUEUE_TYPE)) {
      expect(inputs).toMatchObject({ maxMessageSize: 1024 * 1024, sqsManagedSseEnabled: true });
      expect(inputs).not.toHaveProperty("fifoQueue");
      expect(inputs).not.toHaveProperty("policy");
    }
  });

  it("hide a batch six times as long as the function may run", async () => {
    const standard = await deployUnderMocks(stack);
    const longer = await deployUnderMocks(stack, { functionTimeoutSeconds: "60" });
    for (const [queue, worker] of [
      [name, "processor"],
      [deadLetters, "archiver"],
    ] as const) {
      expect(standard.inputs(QUEUE_TYPE, queue)).toMatchObject({ visibilityTimeoutSeconds: 180 });
      expect(longer.inputs(QUEUE_TYPE, queue)).toMatchObject({ visibilityTimeoutSeconds: 360 });
      expect(longer.inputs("aws:lambda/function:Function", `survey-${stack}-${worker}`)).toMatchObject({
        timeout: 60,
      });
    }
  });

  it("keep dead letters for 14 days and surveys for less", async () => {
    const { inputs } = await deployUnderMocks(stack);
    const day = 24 * 60 * 60;
    expect(inputs(QUEUE_TYPE, deadLetters)).toMatchObject({ messageRetentionSeconds: 14 * day });
    expect(inputs(QUEUE_TYPE, name)).toMatchObject({ messageRetentionSeconds: 13 * day });
  });

  it("make no dead letter of a survey that fails for a working day", async () => {
    const { inputs } = await deployUnderMocks(stack);
    const { visibilityTimeoutSeconds, redrivePolicy } = inputs(QUEUE_TYPE, name);
    const { deadLetterTargetArn, maxReceiveCount } = redrive.parse(redrivePolicy);
    expect(deadLetterTargetArn).toMatch(new RegExp(`:${deadLetters}$`));
    expect((maxReceiveCount * z.number().parse(visibilityTimeoutSeconds)) / 3600).toBe(10);
    expect(inputs(QUEUE_TYPE, deadLetters)).not.toHaveProperty("redrivePolicy");
  });

  it("let only the survey queue use the dead-letter queue", async () => {
    const { ofType } = await deployUnderMocks(stack);
    const [allowed, ...others] = ofType("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy");
    expect(others).toEqual([]);
    expect(allowed?.inputs.queueUrl).toMatch(new RegExp(`/${deadLetters}$`));
    expect(JSON.parse(z.string().parse(allowed?.inputs.redriveAllowPolicy))).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [`arn:aws:sqs:eu-central-1:123456789012:${name}`],
    });
  });
});
