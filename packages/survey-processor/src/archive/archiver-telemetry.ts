import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { describeError } from "../errors/describe-error.ts";
import { archiverMetrics } from "../metric-names.ts";
import type { Clock } from "../time/clock.ts";
import type { ArchiveObserver } from "./archive-batch.ts";

/**
 * The archiver's logs and metrics. They hold ids, keys and times, never an answer.
 *
 * Metrics, by `service`: `SurveysArchived` and `SurveysNotArchived` (counts, in which a dead letter that
 * comes again is counted again).
 */
export interface ArchiverTelemetry extends ArchiveObserver {
  /** Writes out a batch's metrics. */
  flush(): void;
}

/** Named and placed by the environment: `POWERTOOLS_SERVICE_NAME`, `POWERTOOLS_METRICS_NAMESPACE`. */
export function archiverTelemetry(clock: Clock): ArchiverTelemetry {
  const logger = new Logger();
  const metrics = new Metrics();

  return {
    archived({ messageId, attributes }, key) {
      metrics.addMetric(archiverMetrics.archived, MetricUnit.Count, 1);
      // A survey that could not be delivered for a working day is somebody's business.
      logger.warn("undelivered survey archived", {
        message_id: messageId,
        key,
        age_ms: clock.now() - Number(attributes.SentTimestamp),
        receives: Number(attributes.ApproximateReceiveCount),
      });
    },

    withdrawn({ messageId }, key) {
      logger.info("undelivered survey not kept, its participant has withdrawn", {
        message_id: messageId,
        key,
      });
    },

    notArchived({ messageId }, error) {
      metrics.addMetric(archiverMetrics.notArchived, MetricUnit.Count, 1);
      logger.error("undelivered survey stays in the dead-letter queue", {
        message_id: messageId,
        ...describeError(error),
      });
    },

    flush: () => metrics.publishStoredMetrics(),
  };
}
