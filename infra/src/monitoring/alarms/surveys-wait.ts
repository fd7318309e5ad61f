import type * as pulumi from "@pulumi/pulumi";
import { queueMetric } from "../metrics/aws-metrics.ts";
import type { Alarm } from "./alarm.ts";

/**
 * Rings when the oldest survey that has hardly been tried has waited for some minutes. Either more surveys
 * come than are processed, or none is processed.
 *
 * The age is approximate, so three minutes in a row have to say it. SQS reports none while the queue is
 * empty, and leaves out messages that were received three times. Surveys that keep failing ring
 * `surveys-keep-failing` instead.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function surveysWait(queueName: pulumi.Input<string>, minutes: number): Alarm {
  return {
    name: "surveys-wait",
    meaning: `Surveys have been waiting in the queue for ${minutes} minutes. More come than are processed, or none is processed.`,
    watches: queueMetric(queueName, "ApproximateAgeOfOldestMessage", "Maximum"),
    threshold: minutes * 60,
    periodSeconds: 60,
    periods: 3,
    ringsAfter: 3,
  };
}
