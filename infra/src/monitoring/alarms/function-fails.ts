import type * as pulumi from "@pulumi/pulumi";
import { visibilityTimeoutSeconds } from "../../queue/queue-timing.ts";
import { functionMetric } from "../metrics/aws-metrics.ts";
import type { Alarm } from "./alarm.ts";

/** A function that is watched. */
export interface WatchedFunction {
  readonly kind: "processor" | "archiver";
  readonly functionName: pulumi.Input<string>;
  readonly timeoutSeconds: number;
}

/**
 * Rings when invocations of a function break off, by a crash, its timeout or its memory. Surveys that fail do
 * not count here, because the function reports them and succeeds.
 *
 * The queue repeats an invocation that broke off, and nobody has to get up for one. So it takes two periods
 * of three. A period is at least the visibility timeout, after which the surveys of a broken invocation come
 * back. So the alarm rings when the same survey breaks off again and again.
 */
export function functionErrors({ kind, functionName, timeoutSeconds }: WatchedFunction): Alarm {
  return {
    name: `${kind}-errors`,
    meaning: `Invocations of the ${kind} break off again and again, by a crash, the timeout or too little memory.`,
    watches: functionMetric(functionName, "Errors", "Sum"),
    threshold: 1,
    ...twoPeriodsOfThree(timeoutSeconds),
  };
}

/**
 * Rings when Lambda refuses to start a function, because the account's concurrency is used up by others, or
 * is less than the trigger's `maximumConcurrency`. One refusal does not matter, because the trigger tries
 * again. Refusals in two of three periods are a shortage.
 */
export function functionThrottles({ kind, functionName, timeoutSeconds }: WatchedFunction): Alarm {
  return {
    name: `${kind}-throttles`,
    meaning: `Lambda does not start the ${kind} as often as its queue asks, because the account's concurrency is used up.`,
    watches: functionMetric(functionName, "Throttles", "Sum"),
    threshold: 1,
    ...twoPeriodsOfThree(timeoutSeconds),
  };
}

const FIVE_MINUTES = 300;

function twoPeriodsOfThree(timeoutSeconds: number) {
  const wholeMinutes = 60 * Math.ceil(visibilityTimeoutSeconds(timeoutSeconds) / 60);
  return { periodSeconds: Math.max(FIVE_MINUTES, wholeMinutes), periods: 3, ringsAfter: 2 };
}
