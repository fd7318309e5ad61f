import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { deployUnderMocks, stacks } from "../deploy-under-mocks.ts";

const FUNCTION_TYPE = "aws:lambda/function:Function";
const TRIGGER_TYPE = "aws:lambda/eventSourceMapping:EventSourceMapping";
const concurrency = { dev: 10, staging: 100, prod: 100 };
const logDays = { dev: 7, staging: 30, prod: 365 };

describe.each(stacks)("the processor of %s", (stack) => {
  const name = `survey-${stack}-processor`;

  it("runs the processor's handler on Node 24 and arm64", async () => {
    const { inputs } = await deployUnderMocks(stack);
    expect(inputs(FUNCTION_TYPE, name)).toMatchObject({
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      timeout: 30,
      memorySize: 512,
      role: `arn:aws:iam::123456789012:role/${name}-role`,
    });
  });

  it("knows its storage and nothing it does not need", async () => {
    const { inputs } = await deployUnderMocks(stack);
    expect(inputs(FUNCTION_TYPE, name).environment).toEqual({
      variables: {
        QUEUE_URL: `https://sqs.eu-central-1.amazonaws.com/123456789012/survey-${stack}-queue`,
        SURVEYS_BUCKET_NAME: `survey-${stack}-surveys`,
        REJECTED_BUCKET_NAME: `survey-${stack}-rejected`,
        PARTICIPANTS_TABLE_NAME: `survey-${stack}-participants`,
        SUBMISSIONS_TABLE_NAME: `survey-${stack}-submissions`,
        SENDERS: "trusted-app",
        POWERTOOLS_SERVICE_NAME: "survey-processor",
        POWERTOOLS_METRICS_NAMESPACE: `SurveyPipeline/${stack}`,
      },
    });
  });

  it("is fed by the survey queue in batches of ten, of which only what failed comes back", async () => {
    const { inputs } = await deployUnderMocks(stack);
    const trigger = inputs(TRIGGER_TYPE, `${name}-trigger`);
    expect(trigger).toMatchObject({
      eventSourceArn: `arn:aws:sqs:eu-central-1:123456789012:survey-${stack}-queue`,
      functionName: `arn:aws:lambda:eu-central-1:123456789012:function:${name}`,
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: concurrency[stack] },
    });
    expect(trigger).not.toHaveProperty("filterCriteria");
    expect(trigger).not.toHaveProperty("enabled");
  });

  it("writes to a log group of its own that forgets in time", async () => {
    const { inputs } = await deployUnderMocks(stack);
    expect(inputs("aws:cloudwatch/logGroup:LogGroup", `${name}-log`)).toMatchObject({
      retentionInDays: logDays[stack],
    });
    // Powertools prints JSON itself.
    expect(inputs(FUNCTION_TYPE, name).loggingConfig).toEqual({
      logFormat: "Text",
      logGroup: `${name}-log`,
    });
  });
});

describe("the functions", () => {
  it("are the processor and the archiver, each with a log, a role and one trigger", async () => {
    const { ofType } = await deployUnderMocks("dev");
    const named = (type: string) =>
      ofType(type)
        .map(({ name }) => name)
        .toSorted();
    const both = (suffix: string) => [`survey-dev-archiver${suffix}`, `survey-dev-processor${suffix}`];
    expect(named(FUNCTION_TYPE)).toEqual(both(""));
    expect(named(TRIGGER_TYPE)).toEqual(both("-trigger"));
    expect(named("aws:cloudwatch/logGroup:LogGroup")).toEqual(both("-log"));
    expect(named("aws:iam/role:Role")).toEqual(both("-role"));
    expect(named("aws:iam/rolePolicy:RolePolicy")).toEqual(both("-permissions"));
  });

  it("and their triggers wait for the role's permissions, without which AWS refuses the trigger", async () => {
    const { resources } = await deployUnderMocks("dev");
    const waiting = resources.filter(({ type }) => type === FUNCTION_TYPE || type === TRIGGER_TYPE);
    expect(waiting).toHaveLength(4);
    for (const { name, dependsOn } of waiting) {
      expect(dependsOn, name).toEqual([`${name.replace(/-trigger$/, "")}-permissions`]);
    }
  });

  it("do not carry each other's code", async () => {
    const { inputs } = await deployUnderMocks("dev");
    const [processor, archiver] = await Promise.all(
      ["processor", "archiver"].map(async (one) => {
        const code = inputs(FUNCTION_TYPE, `survey-dev-${one}`).code;
        return code instanceof pulumi.asset.AssetArchive ? Object.keys(await code.assets).toSorted() : [];
      }),
    );
    expect(processor).toEqual(["connect-queue.js", "connect-queue.js.map", "index.js", "index.js.map"]);
    expect(archiver).toEqual(["index.js", "index.js.map"]);
  });
});

describe("the processor's settings", () => {
  it("follow the stack's configuration", async () => {
    const { inputs } = await deployUnderMocks("dev", {
      batchSize: "5",
      maximumConcurrency: "2",
      memorySizeMb: "1024",
      logRetentionDays: "1",
    });
    expect(inputs(FUNCTION_TYPE, "survey-dev-processor")).toMatchObject({ memorySize: 1024 });
    expect(inputs(TRIGGER_TYPE, "survey-dev-processor-trigger")).toMatchObject({
      batchSize: 5,
      scalingConfig: { maximumConcurrency: 2 },
    });
    expect(inputs("aws:cloudwatch/logGroup:LogGroup", "survey-dev-processor-log")).toMatchObject({
      retentionInDays: 1,
    });
  });
});
