import type * as pulumi from "@pulumi/pulumi";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../queue/queue-timing.ts";
import { bucketSizeMetric, functionMetric, queueMetric, tableMetric } from "../metrics/aws-metrics.ts";
import type { Computed } from "../metrics/metric.ts";
import type { WatchedStack } from "./watched-stack.ts";
import { graph, type Widget } from "./widget.ts";

/**
 * The work of SQS. It bills requests and reports messages. Receiving ten messages is one request, and
 * receiving none is one request too.
 */
export function queueUse({ region, queueName, deadLetterQueueName }: WatchedStack): Widget {
  const sum = (name: pulumi.Input<string>, metricName: string) => queueMetric(name, metricName, "Sum");
  return graph(region, {
    title: "Cost: SQS",
    left: "an hour",
    period: SECONDS_PER_HOUR,
    lines: [
      { label: "sent", of: sum(queueName, "NumberOfMessagesSent") },
      { label: "received", of: sum(queueName, "NumberOfMessagesReceived") },
      { label: "deleted", of: sum(queueName, "NumberOfMessagesDeleted") },
      { label: "empty receives", of: sum(queueName, "NumberOfEmptyReceives") },
      { label: "empty receives, dead letters", of: sum(deadLetterQueueName, "NumberOfEmptyReceives") },
    ],
  });
}

export function functionUse({ region, processorName, archiverName, memorySizeMb }: WatchedStack): Widget {
  const gigabyteSeconds = (name: pulumi.Input<string>): Computed => ({
    expression: `duration / 1000 * ${memorySizeMb / 1_024}`,
    label: "GB-seconds",
    of: { duration: functionMetric(name, "Duration", "Sum") },
  });
  return graph(region, {
    title: "Cost: Lambda",
    left: "GB-seconds an hour",
    right: "invocations an hour",
    period: SECONDS_PER_HOUR,
    lines: [
      { label: "processor", of: gigabyteSeconds(processorName) },
      { label: "archiver", of: gigabyteSeconds(archiverName) },
      {
        label: "processor: invocations",
        of: functionMetric(processorName, "Invocations", "Sum"),
        axis: "right",
      },
    ],
  });
}

export function tableUse({ region, participantsTableName, submissionsTableName }: WatchedStack): Widget {
  const sum = (name: pulumi.Input<string>, metricName: string) => tableMetric(name, metricName, "Sum");
  return graph(region, {
    title: "Cost: DynamoDB",
    left: "units an hour",
    period: SECONDS_PER_HOUR,
    lines: [
      { label: "participants: written", of: sum(participantsTableName, "ConsumedWriteCapacityUnits") },
      { label: "submissions: written", of: sum(submissionsTableName, "ConsumedWriteCapacityUnits") },
      { label: "participants: read", of: sum(participantsTableName, "ConsumedReadCapacityUnits") },
      { label: "submissions: read", of: sum(submissionsTableName, "ConsumedReadCapacityUnits") },
    ],
  });
}

/** Every accepted or rejected survey is one PUT, which the graph of verdicts counts; this is what they add up to. */
export function bucketUse({ region, surveysBucketName, rejectedBucketName }: WatchedStack): Widget {
  return graph(region, {
    title: "Cost: S3, what is stored (once a day)",
    left: "bytes",
    // S3 reports one point a day, a day late. The hours that the dashboard shows would have none.
    period: SECONDS_PER_DAY,
    start: "-P30D",
    lines: [
      { label: "surveys", of: bucketSizeMetric(surveysBucketName) },
      { label: "rejected", of: bucketSizeMetric(rejectedBucketName) },
    ],
  });
}
