import type * as pulumi from "@pulumi/pulumi";

/** A series of numbers in CloudWatch. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  /** How the numbers of a period become one: `Sum`, `Maximum`, `p99` and the like. */
  readonly stat: string;
}

/** A number computed from metrics. */
export interface Computed {
  /** CloudWatch's metric math, with the ids below as its variables. */
  readonly expression: string;
  readonly label: string;
  /** By id; an id begins with a small letter. */
  readonly of: Readonly<Record<string, Metric>>;
}
