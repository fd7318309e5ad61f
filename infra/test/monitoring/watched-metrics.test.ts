import { archiverMetrics, processorMetrics, rejectionReasons } from "@lab/survey-processor/deployment";
import { rejectionReasonSchema } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Deployment, deployUnderMocks, stacks } from "../deploy-under-mocks.ts";
import { declaredAlarms, declaredWidgets, drawnMetrics, type WatchedMetric } from "./watched-metrics.ts";

const FUNCTION_TYPE = "aws:lambda/function:Function";
const powertools = z.object({
  variables: z
    .object({ POWERTOOLS_SERVICE_NAME: z.string(), POWERTOOLS_METRICS_NAMESPACE: z.string() })
    .transform((own) => ({
      service: own.POWERTOOLS_SERVICE_NAME,
      namespace: own.POWERTOOLS_METRICS_NAMESPACE,
    })),
});

/** Every metric that a stack's own parts write, as `namespace metric dimension=value`, without those of its requests. */
function writtenBy(deployment: Deployment): ReadonlySet<string> {
  const of = (type: string, namespace: string, dimension: string, metrics: readonly string[]) =>
    deployment
      .ofType(type)
      .flatMap(({ name }) => metrics.map((metric) => `${namespace} ${metric} ${dimension}=${name}`));
  const own = (kind: string, metrics: Readonly<Record<string, string>>) => {
    const found = deployment.ofType(FUNCTION_TYPE).find(({ name }) => name.endsWith(kind));
    const { namespace, service } = powertools.parse(found?.inputs.environment).variables;
    return Object.values(metrics).map((metric) => `${namespace} ${metric} service=${service}`);
  };
  const rejected = own("processor", { rejected: processorMetrics.rejected });
  return new Set([
    ...of("aws:sqs/queue:Queue", "AWS/SQS", "QueueName", [
      "ApproximateAgeOfOldestMessage",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesVisible",
      "NumberOfEmptyReceives",
      "NumberOfMessagesDeleted",
      "NumberOfMessagesReceived",
      "NumberOfMessagesSent",
    ]),
    ...of(FUNCTION_TYPE, "AWS/Lambda", "FunctionName", [
      "ConcurrentExecutions",
      "Duration",
      "Errors",
      "Invocations",
      "Throttles",
    ]),
    ...of("aws:dynamodb/table:Table", "AWS/DynamoDB", "TableName", [
      "ConsumedReadCapacityUnits",
      "ConsumedWriteCapacityUnits",
    ]),
    ...of("aws:s3/bucket:Bucket", "AWS/S3", "StorageType=StandardStorage BucketName", ["BucketSizeBytes"]),
    ...own("processor", processorMetrics),
    ...own("archiver", archiverMetrics),
    ...rejectionReasons.flatMap((reason) => rejected.map((metric) => `${metric} reason=${reason}`)),
  ]);
}

function named({ namespace, metricName, dimensions }: WatchedMetric): string {
  const pairs = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return [namespace, metricName, ...pairs.toSorted().reverse()].join(" ");
}

describe.each(stacks)("the metrics that are watched in %s", (stack) => {
  it("are all written by this very stack: by its queues, functions, tables and buckets, under their names", async () => {
    const deployment = await deployUnderMocks(stack);
    const written = writtenBy(deployment);
    const alarmed = [...declaredAlarms(deployment).values()].flatMap(({ metrics }) => metrics);
    const watched = [...alarmed, ...drawnMetrics(deployment)].map(named);
    expect(watched.length).toBeGreaterThan(40);
    expect(watched.filter((metric) => !written.has(metric))).toEqual([]);
  });
});

describe.each(stacks)("the dashboard of %s", (stack) => {
  it("begins with the state of every alarm", async () => {
    const deployment = await deployUnderMocks(stack);
    const states = declaredWidgets(deployment).flatMap((widget) =>
      widget.type === "alarm" ? widget.properties.alarms : [],
    );
    const arns = deployment.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ arn }) => arn);
    expect(states.toSorted()).toEqual(arns.toSorted());
  });

  it("shows what the processor and the archiver count, and what costs", async () => {
    const drawn = new Set(drawnMetrics(await deployUnderMocks(stack)).map(({ metricName }) => metricName));
    const own = [...Object.values(processorMetrics), ...Object.values(archiverMetrics)];
    const needed = [
      ...own,
      "ApproximateAgeOfOldestMessage",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesVisible",
      "BucketSizeBytes",
      "ConcurrentExecutions",
      "ConsumedWriteCapacityUnits",
      "Duration",
      "Errors",
      "Invocations",
      "NumberOfEmptyReceives",
      "Throttles",
    ];
    expect(needed.filter((metric) => !drawn.has(metric))).toEqual([]);
  });

  it("shows why surveys were rejected, by every reason that there is", async () => {
    const reasons = drawnMetrics(await deployUnderMocks(stack)).flatMap(({ metricName, dimensions }) =>
      metricName === "SurveysRejected" ? (dimensions.reason ?? []) : [],
    );
    const known = rejectionReasonSchema.def.options.flatMap(({ shape }) => shape.code.def.values);
    expect(reasons.toSorted()).toEqual(known.toSorted());
  });

  it("covers its 24 columns without gap or overlap", async () => {
    const widgets = declaredWidgets(await deployUnderMocks(stack));
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`,
      ),
    );
    const bottom = Math.max(...widgets.map(({ y, height }) => y + height));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(24 * bottom);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
  });

  it("is drawn of the stack's own region", async () => {
    const { outputs, ...rest } = await deployUnderMocks(stack);
    const widgets = declaredWidgets({ outputs, ...rest });
    const regions = widgets.flatMap((widget) => (widget.type === "metric" ? widget.properties.region : []));
    expect(new Set(regions)).toEqual(new Set([outputs.region]));
  });
});

it("the dashboard's GB-seconds follow the configured memory", async () => {
  const widgets = declaredWidgets(await deployUnderMocks("prod", { memorySizeMb: "2048" }));
  const expressions = JSON.stringify(widgets).match(/"expression":"duration[^"]+"/g);
  expect(expressions).toEqual(['"expression":"duration0 / 1000 * 2"', '"expression":"duration1 / 1000 * 2"']);
});

describe("the dashboard's time", () => {
  it("is that of each graph: CloudWatch draws no points of other periods than the graph says", async () => {
    const [found] = (await deployUnderMocks("prod")).ofType("aws:cloudwatch/dashboard:Dashboard");
    expect(JSON.parse(z.string().parse(found?.inputs.dashboardBody))).toMatchObject({
      start: "-PT3H",
      periodOverride: "inherit",
    });
  });

  it("is weeks for what S3 counts once a day, which three hours would not show", async () => {
    const widgets = declaredWidgets(await deployUnderMocks("prod"));
    const daily = widgets.flatMap((widget) =>
      widget.type === "metric" && JSON.stringify(widget).includes("BucketSizeBytes")
        ? [widget.properties]
        : [],
    );
    expect(daily).toMatchObject([{ period: 86_400, start: "-P30D" }]);
    const others = widgets.filter(
      (widget) => widget.type === "metric" && widget.properties.start === undefined,
    );
    expect(others.length).toBeGreaterThan(8);
  });

  it("shows whether anything takes surveys: zero receives, empty ones included, is a trigger that is off", async () => {
    const widgets = declaredWidgets(await deployUnderMocks("prod"));
    const [taking] = widgets.flatMap((widget) =>
      widget.type === "metric" && widget.properties.title.includes("trigger is off")
        ? [widget.properties]
        : [],
    );
    expect(JSON.stringify(taking?.metrics)).toContain('"FILL(taken0, 0) + FILL(nothing0, 0)"');
    expect(drawnMetrics(await deployUnderMocks("prod"))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ metricName: "NumberOfMessagesReceived" }),
        expect.objectContaining({ metricName: "NumberOfEmptyReceives" }),
      ]),
    );
    const words = widgets.flatMap((widget) => (widget.type === "text" ? widget.properties.markdown : []));
    expect(words.join()).toContain("npm run lab-survey -- trigger status --stack prod");
  });
});
