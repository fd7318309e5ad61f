import { archiverMetrics, processorMetrics } from "@lab/survey-processor/deployment";
import { metricsNamespace, serviceNames } from "../../functions/function-environment.ts";
import type { Metric } from "./metric.ts";

/** A metric that the processor of an environment writes, over all its surveys. */
export function processorMetric(
  environment: string,
  name: keyof typeof processorMetrics,
  stat: string,
): Metric {
  return ownMetric(environment, serviceNames.processor, processorMetrics[name], stat);
}

/** How many surveys the processor of an environment rejected for one reason; a survey may have several. */
export function rejectedFor(environment: string, reason: string): Metric {
  const rejected = processorMetric(environment, "rejected", "Sum");
  return { ...rejected, dimensions: { ...rejected.dimensions, reason } };
}

/** A metric that the archiver of an environment writes. */
export function archiverMetric(
  environment: string,
  name: keyof typeof archiverMetrics,
  stat: string,
): Metric {
  return ownMetric(environment, serviceNames.archiver, archiverMetrics[name], stat);
}

function ownMetric(environment: string, service: string, metricName: string, stat: string): Metric {
  return { namespace: metricsNamespace(environment), metricName, dimensions: { service }, stat };
}
