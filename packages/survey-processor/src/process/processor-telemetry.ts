import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { describeError } from "../errors/describe-error.ts";
import { processorMetrics } from "../metric-names.ts";
import type { Clock } from "../time/clock.ts";
import type { Observer } from "./process-batch.ts";
import type { Outcome } from "./process-survey.ts";

/**
 * Structured logs and metrics (CloudWatch embedded metric format). They hold ids, keys, verdicts and times, never an
 * answer.
 *
 * Metrics, by `service`: `SurveysAccepted`, `SurveysDuplicate`, `SurveysRejected` (also by `reason`), `SurveysFailed`
 * (counts; a message that comes again is counted again, and a survey whose transaction took effect without a reply comes as
 * a duplicate: receipts compare what is stored, never these), `SurveysClockAhead` (accepted surveys whose device's clock is more
 * than a day ahead of the queue's) and `AgeWhenStored` (milliseconds from the queue's taking a survey to its being stored and
 * counted).
 */
export interface ProcessorTelemetry extends Observer {
  /** Writes out a batch's metrics. */
  flush(): void;
}

/** Named and placed by the environment: `POWERTOOLS_SERVICE_NAME`, `POWERTOOLS_METRICS_NAMESPACE`. */
export function processorTelemetry(clock: Clock): ProcessorTelemetry {
  const logger = new Logger();
  const metrics = new Metrics();

  return {
    processed({ messageId, sentTimestamp }, outcome) {
      const age = clock.now() - sentTimestamp;
      logger.info("survey processed", { message_id: messageId, age_ms: age, ...logged(outcome) });
      switch (outcome.verdict) {
        case "accepted":
          metrics.addMetric(processorMetrics.accepted, MetricUnit.Count, 1);
          metrics.addMetric(processorMetrics.ageWhenStored, MetricUnit.Milliseconds, age);
          if (outcome.clockAhead) metrics.addMetric(processorMetrics.clockAhead, MetricUnit.Count, 1);
          break;
        case "duplicate":
          metrics.addMetric(processorMetrics.duplicate, MetricUnit.Count, 1);
          break;
        case "rejected":
          metrics.addMetric(processorMetrics.rejected, MetricUnit.Count, 1);
          for (const { code } of outcome.reasons) {
            const byReason = metrics.singleMetric();
            byReason.addDimension("reason", code);
            byReason.addMetric(processorMetrics.rejected, MetricUnit.Count, 1);
          }
      }
    },

    failed({ messageId }, error) {
      metrics.addMetric(processorMetrics.failed, MetricUnit.Count, 1);
      logger.warn("survey goes back to the queue", { message_id: messageId, ...describeError(error) });
    },

    visibilityUnchanged(error) {
      logger.warn("failed surveys come back after the visibility timeout", describeError(error));
    },

    flush: () => metrics.publishStoredMetrics(),
  };
}

function logged(outcome: Outcome) {
  const { verdict, key } = outcome;
  switch (verdict) {
    case "accepted":
      return { verdict, key, ...(outcome.clockAhead && { device_clock_ahead: true }) };
    case "duplicate":
      return { verdict, key };
    case "rejected":
      return { verdict, key, reasons: outcome.reasons.map(({ code }) => code) };
  }
}
