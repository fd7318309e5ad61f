import { rejectionReasons } from "@lab/survey-processor/deployment";
import { functionMetric, queueMetric } from "../metrics/aws-metrics.ts";
import type { Computed } from "../metrics/metric.ts";
import { archiverMetric, processorMetric, rejectedFor } from "../metrics/survey-metrics.ts";
import type { WatchedStack } from "./watched-stack.ts";
import { graph, type Widget } from "./widget.ts";

/** CloudWatch's own red, for what should not be. */
const RED = "#d62728";

export function surveysByVerdict({ environment, region }: WatchedStack): Widget {
  return graph(region, {
    title: "Surveys by verdict",
    left: "surveys per minute",
    stacked: true,
    lines: [
      { label: "accepted", of: processorMetric(environment, "accepted", "Sum"), colour: "#2ca02c" },
      { label: "duplicate", of: processorMetric(environment, "duplicate", "Sum"), colour: "#1f77b4" },
      { label: "rejected", of: processorMetric(environment, "rejected", "Sum"), colour: "#ff7f0e" },
      { label: "back to the queue", of: processorMetric(environment, "failed", "Sum"), colour: RED },
    ],
  });
}

export function clocksAhead({ environment, region }: WatchedStack): Widget {
  return graph(region, {
    title: "Surveys whose device's clock is more than a day ahead",
    left: "surveys per minute",
    lines: [
      {
        label: "accepted, with a date to come",
        of: processorMetric(environment, "clockAhead", "Sum"),
        colour: RED,
      },
    ],
  });
}

export function ageWhenStored({ environment, region }: WatchedStack): Widget {
  const age = (stat: string) => processorMetric(environment, "ageWhenStored", stat);
  return graph(region, {
    title: "Age when stored: from the queue's 200 to the tables",
    left: "milliseconds",
    lines: [
      { label: "half of them, at most", of: age("p50") },
      { label: "99 of 100, at most", of: age("p99") },
      { label: "oldest", of: age("Maximum"), colour: RED },
    ],
  });
}

export function backlog({ region, queueName }: WatchedStack): Widget {
  const most = (metricName: string) => queueMetric(queueName, metricName, "Maximum");
  return graph(region, {
    title: "Backlog of the survey queue",
    left: "surveys",
    right: "seconds",
    lines: [
      { label: "waiting", of: most("ApproximateNumberOfMessagesVisible") },
      { label: "in flight or put off", of: most("ApproximateNumberOfMessagesNotVisible") },
      { label: "age of the oldest", of: most("ApproximateAgeOfOldestMessage"), axis: "right", colour: RED },
    ],
  });
}

/**
 * How often the queue is asked for surveys, empty answers included. A trigger that is on asks all the time,
 * even at night, and one that is off never does. So zero means that nothing takes surveys, whoever switched
 * the trigger off, even if that command has died.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function taking({ region, queueName }: WatchedStack): Widget {
  const asked: Computed = {
    expression: "FILL(taken, 0) + FILL(nothing, 0)",
    label: "receives",
    of: {
      taken: queueMetric(queueName, "NumberOfMessagesReceived", "Sum"),
      nothing: queueMetric(queueName, "NumberOfEmptyReceives", "Sum"),
    },
  };
  return graph(region, {
    title: "Asked for surveys (at zero, the trigger is off)",
    left: "surveys and empty receives per minute",
    lines: [{ label: "surveys taken, and empty receives", of: asked }],
  });
}

export function concurrency({ region, processorName, maximumConcurrency }: WatchedStack): Widget {
  return graph(region, {
    title: "Concurrency of the processor",
    left: "invocations at a time",
    level: { label: "maximumConcurrency", value: maximumConcurrency },
    lines: [{ label: "processor", of: functionMetric(processorName, "ConcurrentExecutions", "Maximum") }],
  });
}

export function rejectedByReason({ environment, region }: WatchedStack): Widget {
  return graph(region, {
    title: "Rejected surveys by reason",
    left: "surveys per minute",
    lines: rejectionReasons.map((reason) => ({ label: reason, of: rejectedFor(environment, reason) })),
  });
}

export function errorsAndThrottles({ region, processorName, archiverName }: WatchedStack): Widget {
  return graph(region, {
    title: "Invocations that broke off, or were not started",
    left: "invocations per minute",
    lines: [
      { label: "processor: errors", of: functionMetric(processorName, "Errors", "Sum"), colour: RED },
      { label: "processor: throttles", of: functionMetric(processorName, "Throttles", "Sum") },
      { label: "archiver: errors", of: functionMetric(archiverName, "Errors", "Sum") },
      { label: "archiver: throttles", of: functionMetric(archiverName, "Throttles", "Sum") },
    ],
  });
}

export function deadLetters({ environment, region, deadLetterQueueName }: WatchedStack): Widget {
  const most = (metricName: string) => queueMetric(deadLetterQueueName, metricName, "Maximum");
  return graph(region, {
    title: "Dead letters, and what the archiver did with them",
    left: "surveys",
    lines: [
      { label: "in the queue", of: most("ApproximateNumberOfMessagesVisible") },
      { label: "at the archiver", of: most("ApproximateNumberOfMessagesNotVisible") },
      { label: "archived", of: archiverMetric(environment, "archived", "Sum") },
      { label: "not archived", of: archiverMetric(environment, "notArchived", "Sum"), colour: RED },
    ],
  });
}
