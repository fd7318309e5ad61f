import { MAX_RETRY_DELAY_SECONDS } from "@lab/survey-processor/deployment";
import { processorMetric } from "../metrics/survey-metrics.ts";
import type { Alarm } from "./alarm.ts";

/**
 * Rings when surveys went back to the queue in three of four periods, so that something they need is missing
 * for longer than a moment. Nothing else shows this. For Lambda the invocation succeeded. SQS leaves messages
 * that were received three times out of the oldest message's age.
 *
 * A period is the longest time after which a failed survey is to come back. It comes a little later, when somebody takes it, so
 * one that keeps failing may miss one in four. Three, since a table that grows to its load may throttle for some minutes, and a
 * survey's retries last a working day.
 */
export function surveysKeepFailing(environment: string): Alarm {
  return {
    name: "surveys-keep-failing",
    meaning:
      "Surveys have been going back to the queue for more than half an hour. A bucket, a table or a permission is missing, or a service is down. " +
      "They come back for at least a working day. Then they are archived.",
    watches: processorMetric(environment, "failed", "Sum"),
    threshold: 1,
    periodSeconds: MAX_RETRY_DELAY_SECONDS,
    periods: 4,
    ringsAfter: 3,
  };
}
