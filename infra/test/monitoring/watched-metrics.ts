import * as z from "zod";
import type { Deployment } from "../deploy-under-mocks.ts";

/** A metric that an alarm or the dashboard watches. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: string;
}

const dimensions = z.record(z.string(), z.string());
const metric = z.object({
  namespace: z.string(),
  metricName: z.string(),
  dimensions,
  stat: z.string(),
  period: z.number(),
});
const query = z.object({
  id: z.string(),
  returnData: z.boolean(),
  expression: z.string().optional(),
  metric: metric.optional(),
});

const alarmInputs = z
  .object({
    alarmDescription: z.string(),
    threshold: z.number(),
    comparisonOperator: z.literal("GreaterThanOrEqualToThreshold"),
    evaluationPeriods: z.number(),
    datapointsToAlarm: z.number(),
    treatMissingData: z.literal("notBreaching"),
    alarmActions: z.array(z.string()),
    okActions: z.array(z.string()),
    namespace: z.string().optional(),
    metricName: z.string().optional(),
    dimensions: dimensions.optional(),
    statistic: z.string().optional(),
    period: z.number().optional(),
    metricQueries: z.array(query).optional(),
  })
  .transform((alarm) => {
    const queries = alarm.metricQueries ?? [
      { id: "only", returnData: true, metric: metric.parse({ ...alarm, stat: alarm.statistic }) },
    ];
    const metrics = queries.flatMap(({ id, metric: one }) => (one === undefined ? [] : [{ id, ...one }]));
    const [period, ...others] = new Set(metrics.map((one) => one.period));
    if (period === undefined || others.length > 0) throw new Error("an alarm looks at one kind of period");
    const expression = alarm.metricQueries?.find(({ returnData }) => returnData)?.expression ?? "only";
    return { ...alarm, metrics, expression, period };
  });

/** An alarm as it was declared. */
export type DeclaredAlarm = z.infer<typeof alarmInputs>;

/** The alarms of a deployment, by their name without the environment's. */
export function declaredAlarms(deployment: Deployment): ReadonlyMap<string, DeclaredAlarm> {
  const alarms = deployment.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
  return new Map(
    alarms.map(({ name, inputs }) => [name.replace(/^survey-[a-z]+-/, ""), alarmInputs.parse(inputs)]),
  );
}

const look = z.object({ stat: z.string().optional(), label: z.string().optional() }).loose();
const place = { x: z.number(), y: z.number(), width: z.number(), height: z.number() };
const widget = z.discriminatedUnion("type", [
  z.object({ type: z.literal("alarm"), ...place, properties: z.object({ alarms: z.array(z.string()) }) }),
  z.object({ type: z.literal("text"), ...place, properties: z.object({ markdown: z.string() }) }),
  z.object({
    type: z.literal("metric"),
    ...place,
    properties: z.object({
      title: z.string(),
      region: z.string(),
      period: z.number(),
      start: z.string().optional(),
      metrics: z.array(z.array(z.union([z.string(), look]))),
    }),
  }),
]);
const dashboard = z.object({ widgets: z.array(widget) });

/** The widgets of a deployment's only dashboard. */
export function declaredWidgets(deployment: Deployment): readonly z.infer<typeof widget>[] {
  const [found, ...others] = deployment.ofType("aws:cloudwatch/dashboard:Dashboard");
  if (found === undefined || others.length > 0) throw new Error("a stack has one dashboard");
  return dashboard.parse(JSON.parse(z.string().parse(found.inputs.dashboardBody))).widgets;
}

/** What a deployment's dashboard draws: of each row the metric, without the lines that are computed. */
export function drawnMetrics(deployment: Deployment): readonly WatchedMetric[] {
  const rows = declaredWidgets(deployment).flatMap((one) =>
    one.type === "metric" ? one.properties.metrics : [],
  );
  return rows.flatMap((row) => {
    const [namespace, metricName, ...rest] = row;
    if (typeof namespace !== "string" || typeof metricName !== "string") return [];
    const words = rest.filter((cell) => typeof cell === "string");
    const pairs = words.flatMap((key, index) => (index % 2 === 0 ? [[key, words[index + 1] ?? ""]] : []));
    const stat = look.parse(rest.at(-1)).stat ?? "";
    return [{ namespace, metricName, dimensions: Object.fromEntries(pairs), stat }];
  });
}
