import type * as pulumi from "@pulumi/pulumi";
import { arrange, type PlacedWidget } from "./arrange.ts";
import { bucketUse, functionUse, queueUse, tableUse } from "./cost-graphs.ts";
import {
  ageWhenStored,
  backlog,
  clocksAhead,
  concurrency,
  deadLetters,
  errorsAndThrottles,
  rejectedByReason,
  surveysByVerdict,
  taking,
} from "./survey-graphs.ts";
import type { WatchedStack } from "./watched-stack.ts";
import { alarmStates, words } from "./widget.ts";

/** A dashboard as CloudWatch takes it, once it is JSON. */
export interface DashboardBody {
  readonly start: string;
  /** `inherit`: each graph keeps its own period, whatever time is looked at. */
  readonly periodOverride: "inherit";
  readonly widgets: readonly PlacedWidget[];
}

/**
 * The dashboard of a stack, with the most important things at the top. It shows which alarms ring, how many
 * surveys get through and how fast, what holds them up, what went wrong, and what it costs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function surveyDashboard(
  stack: WatchedStack,
  alarmArns: readonly pulumi.Input<string>[],
): DashboardBody {
  const text = [
    `# Surveys, ${stack.environment}`,
    "`docs/handbook.md` says what to do when an alarm rings. This command shows whether the trigger is off, by whom and since when: " +
      `\`npm run lab-survey -- trigger status --stack ${stack.environment}\`.`,
  ].join("\n");
  return {
    // The last three hours: a prompt's burst, and what came before it.
    start: "-PT3H",
    periodOverride: "inherit",
    widgets: arrange([
      { height: 2, widgets: [words(text)] },
      { height: 3, widgets: [alarmStates("Alarms", alarmArns)] },
      { height: 6, widgets: [surveysByVerdict(stack), ageWhenStored(stack)] },
      { height: 6, widgets: [backlog(stack), taking(stack), concurrency(stack), clocksAhead(stack)] },
      { height: 6, widgets: [rejectedByReason(stack), errorsAndThrottles(stack), deadLetters(stack)] },
      { height: 6, widgets: [queueUse(stack), functionUse(stack), tableUse(stack), bucketUse(stack)] },
    ]),
  };
}
