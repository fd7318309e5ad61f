import type * as pulumi from "@pulumi/pulumi";
import { DEAD_LETTER_RETENTION_DAYS } from "../../queue/queue-timing.ts";
import { queueMetric } from "../metrics/aws-metrics.ts";
import type { Alarm } from "./alarm.ts";

/**
 * Rings when the dead-letter queue is not empty and stays so: the archiver does not get its surveys out, and SQS deletes them 14
 * days after they were first sent, however long ago they were moved there. So a survey that waited in the survey queue for as long as
 * it may has only the difference left. The dead-letter queue's `ApproximateAgeOfOldestMessage` does not tell: it counts from the move.
 *
 * Messages that the archiver has received are hidden, not gone, so both kinds are counted; SQS reports hidden ones only when there
 * are some. Five minutes, since the archiver tries again within the visibility timeout and needs some for a large delivery. Of six:
 * the newest minute may not be reported yet, and is filled with 0 then.
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
