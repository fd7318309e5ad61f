import type * as pulumi from "@pulumi/pulumi";
import { DEAD_LETTER_RETENTION_DAYS } from "../../queue/queue-timing.ts";
import { queueMetric } from "../metrics/aws-metrics.ts";
import type { Alarm } from "./alarm.ts";

/**
 * Rings when the dead-letter queue stays filled, because the archiver does not take its surveys out. SQS
 * deletes them 14 days after they were first sent, whenever they were moved there. So a survey that waited in
 * the survey queue for as long as it may has only the difference left. The dead-letter queue's
 * `ApproximateAgeOfOldestMessage` does not show it, because it counts from the move.
 *
 * Messages that the archiver has received are hidden, not gone, so both kinds are counted. SQS reports hidden
 * messages only when there are some. It takes five minutes, because the archiver tries again within the
 * visibility timeout and needs time for a large delivery. It looks at six minutes. The newest one may not be
 * reported yet, and then counts as 0.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html (FILL, in alarms)
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 * @param surveysKeptDays - Days that the survey queue keeps a message.
 */
export function deadLettersStay(deadLetterQueueName: pulumi.Input<string>, surveysKeptDays: number): Alarm {
  const left = DEAD_LETTER_RETENTION_DAYS - surveysKeptDays;
  const count = (metricName: string) => queueMetric(deadLetterQueueName, metricName, "Maximum");
  return {
    name: "dead-letters-stay",
    meaning:
      "Surveys stay in the dead-letter queue. The archiver does not move them to the rejected bucket. SQS deletes them " +
      `${DEAD_LETTER_RETENTION_DAYS} days after they were first sent. In the worst case that is ${left} ${left === 1 ? "day" : "days"} from now.`,
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
