import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags.ts";
import type { Computed, Metric } from "../metrics/metric.ts";
import type { Alarm } from "./alarm.ts";

/**
 * Declares an alarm in CloudWatch that tells a topic when it rings, and when it is over.
 *
 * @param prefix - What its name begins with, the environment's.
 */
export function metricAlarm(
  prefix: string,
  alarm: Alarm,
  { topicArn, tags }: { readonly topicArn: pulumi.Input<string>; readonly tags: Tags },
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm {
  const { watches, periodSeconds } = alarm;
  return new aws.cloudwatch.MetricAlarm(
    `${prefix}-${alarm.name}`,
    {
      alarmDescription: `${alarm.meaning} What to do: docs/handbook.md, "${alarm.name}".`,
      ...("expression" in watches ? computed(watches, periodSeconds) : single(watches, periodSeconds)),
      threshold: alarm.threshold,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: alarm.periods,
      datapointsToAlarm: alarm.ringsAfter,
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags,
    },
    opts,
  );
}

function single({ namespace, metricName, dimensions, stat }: Metric, period: number) {
  return { namespace, metricName, dimensions, statistic: stat, period };
}

function computed({ expression, label, of }: Computed, period: number) {
  const metrics = Object.entries(of).map(([id, { namespace, metricName, dimensions, stat }]) => ({
    id,
    returnData: false,
    metric: { namespace, metricName, dimensions, stat, period },
  }));
  return { metricQueries: [{ id: "watched", expression, label, returnData: true }, ...metrics] };
}
