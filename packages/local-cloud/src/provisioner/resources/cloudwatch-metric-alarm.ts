import * as z from "zod";
import { mustExist, recordOnly } from "../record-only.ts";
import { arn, named, physicalName } from "../resource-handler.ts";

const period = z
  .number()
  .refine((seconds) => [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0), {
    error: "a period is 10, 20, 30 or a multiple of 60 seconds",
  });
const dimensions = z.record(z.string().min(1), z.string().min(1));

const metricQuery = z
  .object({
    id: z.string().regex(/^[a-z]\w*$/, { error: "an id begins with a small letter" }),
    returnData: z.boolean().default(false),
    expression: z.string().min(1).optional(),
    metric: z
      .object({ namespace: z.string(), metricName: z.string(), dimensions, stat: z.string(), period })
      .optional(),
  })
  .refine(({ expression, metric }) => (expression === undefined) !== (metric === undefined), {
    error: "a metric query has either an expression or a metric",
  });

const metricQueries = z
  .array(metricQuery)
  .min(1)
  .max(20)
  .refine((queries) => queries.filter(({ returnData }) => returnData).length === 1, {
    error: "exactly one metric query returns data",
  })
  .refine((queries) => new Set(queries.map(({ id }) => id)).size === queries.length, {
    error: "ids of metric queries are unique",
  })
  .superRefine((queries, context) => {
    const ids = queries.map(({ id }) => id);
    for (const { expression = "" } of queries) {
      // Functions are in capitals. Every other word that begins with a small letter is an id.
      for (const [used] of expression.matchAll(/\b[a-z]\w*/g)) {
        if (!ids.includes(used)) context.addIssue(`the expression uses ${used}, which no metric query has`);
      }
    }
  });

const inputs = z
  .object({
    name: z.string().min(1).max(255).optional(),
    alarmDescription: z.string().max(1_024).optional(),
    comparisonOperator: z.enum([
      "GreaterThanOrEqualToThreshold",
      "GreaterThanThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
    ]),
    threshold: z.number(),
    evaluationPeriods: z.number().int().min(1),
    datapointsToAlarm: z.number().int().min(1).optional(),
    treatMissingData: z.enum(["breaching", "notBreaching", "ignore", "missing"]).default("missing"),
    namespace: z.string().optional(),
    metricName: z.string().optional(),
    dimensions: dimensions.optional(),
    statistic: z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]).optional(),
    period: period.optional(),
    metricQueries: metricQueries.optional(),
    alarmActions: z.array(z.string()).max(5).default([]),
    okActions: z.array(z.string()).max(5).default([]),
  })
  .superRefine((alarm, context) => {
    const own = [alarm.namespace, alarm.metricName, alarm.statistic, alarm.period];
    const complete = own.every((value) => value !== undefined);
    const absent = own.every((value) => value === undefined);
    if (alarm.metricQueries === undefined ? !complete : !absent) {
      context.addIssue("an alarm has either namespace, metricName, statistic and period, or metricQueries");
    }
    if ((alarm.datapointsToAlarm ?? 1) > alarm.evaluationPeriods) {
      context.addIssue("datapointsToAlarm is at most evaluationPeriods");
    }
    const seconds = alarm.period ?? alarm.metricQueries?.find(({ metric }) => metric)?.metric?.period ?? 0;
    const longest = seconds < 3_600 ? 86_400 : 604_800;
    if (seconds * alarm.evaluationPeriods > longest) {
      context.addIssue(`periods of ${seconds} s are evaluated over ${longest} s at most`);
    }
  });

/**
 * aws:cloudwatch/metricAlarm:MetricAlarm, which checks what PutMetricAlarm refuses. It never rings, because
 * nothing keeps metrics here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const cloudwatchMetricAlarm = recordOnly((logicalName, given, context) => {
  const parsed = inputs.parse(given);
  for (const action of [...parsed.alarmActions, ...parsed.okActions]) {
    mustExist(context, "aws:sns/topic:Topic", "arn", action);
  }
  const name = physicalName(logicalName, parsed.name);
  return { id: name, state: { ...parsed, name, arn: arn("cloudwatch", context.region, `alarm:${name}`) } };
}, named);
