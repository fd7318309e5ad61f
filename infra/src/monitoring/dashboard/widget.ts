import type * as pulumi from "@pulumi/pulumi";
import type { Computed, Metric } from "../metrics/metric.ts";

/** A line of a graph. */
export interface Line {
  readonly label: string;
  readonly of: Metric | Computed;
  /** Which of the two scales it is read on; left if not said. */
  readonly axis?: "left" | "right";
  /** `#rrggbb`; CloudWatch chooses one if not said. */
  readonly colour?: string;
}

/** How a graph looks. */
export interface GraphSettings {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Seconds that a point stands for; 60 if not said. */
  readonly period?: number;
  /** What time it shows, such as `-P30D` for thirty days; the dashboard's if not said. */
  readonly start?: string;
  readonly left: string;
  readonly right?: string;
  readonly stacked?: boolean;
  /** A level to compare with, on the left scale. */
  readonly level?: { readonly label: string; readonly value: number };
}

/** What a dashboard shows, before it has a place there. */
export interface Widget {
  readonly type: "alarm" | "metric" | "text";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A graph of metrics over time, from zero. */
export function graph(region: pulumi.Input<string>, settings: GraphSettings): Widget {
  const { title, lines, period = 60, start, left, right, stacked = false, level } = settings;
  const scale = (label: string) => ({ label, min: 0, showUnits: false });
  return {
    type: "metric",
    properties: {
      title,
      region,
      view: "timeSeries",
      stacked,
      period,
      ...(start === undefined ? {} : { start }),
      metrics: lines.flatMap((line, index) => series(line, index)),
      yAxis: { left: scale(left), ...(right === undefined ? {} : { right: scale(right) }) },
      ...(level === undefined ? {} : { annotations: { horizontal: [level] } }),
    },
  };
}

/** The state of alarms, each a coloured field. */
export function alarmStates(title: string, alarmArns: readonly pulumi.Input<string>[]): Widget {
  return { type: "alarm", properties: { title, alarms: alarmArns } };
}

/** Words, in Markdown. */
export function words(markdown: string): Widget {
  return { type: "text", properties: { markdown } };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html (metrics) */
function series({ label, of, axis = "left", colour }: Line, index: number): readonly unknown[] {
  const look = { label, yAxis: axis, ...(colour === undefined ? {} : { color: colour }) };
  if (!("expression" in of)) return [metricRow(of, look)];
  // Ids belong to the whole graph, so two computed lines must not use the same.
  const id = (name: string) => `${name}${index}`;
  const expression = of.expression.replaceAll(/[a-z]\w*\b(?!\()/g, id);
  const hidden = Object.entries(of.of).map(([name, metric]) =>
    metricRow(metric, { id: id(name), visible: false }),
  );
  return [[{ expression, ...look }], ...hidden];
}

function metricRow(
  { namespace, metricName, dimensions, stat }: Metric,
  look: Readonly<Record<string, unknown>>,
) {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { stat, ...look }];
}
