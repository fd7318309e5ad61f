import type * as pulumi from "@pulumi/pulumi";
import { queueMetric } from "../metrics/aws-metrics.ts";
import type { Alarm } from "./alarm.ts";

/**
 * Rings when the dead-letter queue is not empty and stays so: the archiver does not get its surveys out, and SQS deletes them 14
 * days after they were sent.
 *
 * Messages that the archiver has received are hidden, not gone, so both kinds are counted; SQS reports hidden ones only when there
 * are some. Five minutes, since the archiver tries again within the visibility timeout and needs some for a large delivery. Of six:
 * the newest minute may not be reported yet, and is filled with 0 then.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html (FILL, in alarms)
 */
export function deadLettersStay(deadLetterQueueName: pulumi.Input<string>): Alarm {
  const count = (metricName: string) => queueMetric(deadLetterQueueName, metricName, "Maximum");
  return {
    name: "dead-letters-stay",
    meaning:
      "Surveys lie in the dead-letter queue, and the archiver does not move them to the rejected bucket. SQS deletes them 14 " +
      "days after they were sent.",
    watches: {
      expression: "FILL(waiting, 0) + FILL(hidden, 0)",
      label: "surveys in the dead-letter queue",
      of: {
        waiting: count("ApproximateNumberOfMessagesVisible"),
        hidden: count("ApproximateNumberOfMessagesNotVisible"),
      },
    },
    threshold: 1,
    periodSeconds: 60,
    periods: 6,
    ringsAfter: 5,
  };
}
