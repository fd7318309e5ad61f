import type * as pulumi from "@pulumi/pulumi";
import type { Metric } from "./metric.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export function queueMetric(queueName: pulumi.Input<string>, metricName: string, stat: string): Metric {
  return { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queueName }, stat };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function functionMetric(functionName: pulumi.Input<string>, metricName: string, stat: string): Metric {
  return { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: functionName }, stat };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
export function tableMetric(tableName: pulumi.Input<string>, metricName: string, stat: string): Metric {
  return { namespace: "AWS/DynamoDB", metricName, dimensions: { TableName: tableName }, stat };
}

/**
 * What a bucket holds, which S3 counts once a day; counts of its requests would cost extra.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 */
export function bucketSizeMetric(bucketName: pulumi.Input<string>): Metric {
  return {
    namespace: "AWS/S3",
    metricName: "BucketSizeBytes",
    dimensions: { BucketName: bucketName, StorageType: "StandardStorage" },
    stat: "Average",
  };
}
