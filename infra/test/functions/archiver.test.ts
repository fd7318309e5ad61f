import { describe, expect, it } from "vitest";
import { deployUnderMocks, stacks } from "../deploy-under-mocks.ts";

const FUNCTION_TYPE = "aws:lambda/function:Function";

describe.each(stacks)("the archiver of %s", (stack) => {
  const name = `survey-${stack}-archiver`;
  const account = "eu-central-1:123456789012";
  const deadLetters = `arn:aws:sqs:${account}:survey-${stack}-queue-dead-letters`;

  it("runs on Node 24 and arm64, and knows where dead letters come from and where they go", async () => {
    const { inputs } = await deployUnderMocks(stack);
    expect(inputs(FUNCTION_TYPE, name)).toMatchObject({
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      timeout: 30,
      role: `arn:aws:iam::123456789012:role/${name}-role`,
    });
    expect(inputs(FUNCTION_TYPE, name).environment).toEqual({
      variables: {
        SURVEY_QUEUE_ARN: `arn:aws:sqs:${account}:survey-${stack}-queue`,
        REJECTED_BUCKET_NAME: `survey-${stack}-rejected`,
        PARTICIPANTS_TABLE_NAME: `survey-${stack}-participants`,
        SENDERS: "trusted-app",
        POWERTOOLS_SERVICE_NAME: "survey-archiver",
        POWERTOOLS_METRICS_NAMESPACE: `SurveyPipeline/${stack}`,
      },
    });
  });

  it("is fed by the dead-letter queue, of which only what failed comes back", async () => {
    const { inputs } = await deployUnderMocks(stack);
    const trigger = inputs("aws:lambda/eventSourceMapping:EventSourceMapping", `${name}-trigger`);
    expect(trigger).toMatchObject({
      eventSourceArn: deadLetters,
      functionName: `arn:aws:lambda:${account}:function:${name}`,
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 2 },
    });
    expect(trigger).not.toHaveProperty("filterCriteria");
    expect(trigger).not.toHaveProperty("enabled");
  });
});
