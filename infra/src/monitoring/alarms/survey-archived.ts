import { archiverMetric } from "../metrics/survey-metrics.ts";
import type { Alarm } from "./alarm.ts";

/**
 * Rings at the first survey that could not be stored for a working day. The archiver takes it out of the
 * dead-letter queue within seconds, so that queue's length, which SQS samples once a minute, may never show
 * it. The archiver's own count does.
 *
 * One survey and one period are enough, because each such survey is missing from the tables until somebody
 * redrives it. The alarm goes back to OK when no other follows, which does not mean that this one was
 * redriven.
 */
export function surveyArchived(environment: string): Alarm {
  return {
    name: "survey-archived",
    meaning:
      "A survey could not be stored for a working day. It is kept under undelivered/ in the rejected bucket until somebody " +
      "redrives it. OK only means that no other survey has followed.",
    watches: archiverMetric(environment, "archived", "Sum"),
    threshold: 1,
    periodSeconds: 300,
    periods: 1,
    ringsAfter: 1,
  };
}
