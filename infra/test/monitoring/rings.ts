import { runInNewContext } from "node:vm";
import * as z from "zod";
import type { DeclaredAlarm } from "./watched-metrics.ts";

/** What was measured in one period, by the metric's name; a metric that is not there had no data. */
export type Measured = Readonly<Record<string, number>>;

/**
 * Whether an alarm rings after these periods, the newest last, by CloudWatch's rules: enough of its last periods have reached the
 * threshold, and a period without data has not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function rings(alarm: DeclaredAlarm, periods: readonly Measured[]): boolean {
  const looked = periods.slice(-alarm.evaluationPeriods);
  const reached = looked.filter((measured) => {
    const value = watchedValue(alarm, measured);
    return value !== undefined && value >= alarm.threshold;
  });
  return reached.length >= alarm.datapointsToAlarm;
}

/** CloudWatch's expressions, as far as alarms here use them, are also JavaScript's. */
function watchedValue({ expression, metrics }: DeclaredAlarm, measured: Measured): number | undefined {
  const variables = Object.fromEntries(metrics.map(({ id, metricName }) => [id, measured[metricName]]));
  const result: unknown = runInNewContext(expression, {
    ...variables,
    FILL: (value: number | undefined, otherwise: number) => value ?? otherwise,
    IF: (condition: boolean, then: number, otherwise: number) => (condition ? then : otherwise),
  });
  return z.number().optional().parse(result);
}
