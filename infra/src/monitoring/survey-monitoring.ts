import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import type { Alarm } from "./alarms/alarm.ts";
import { deadLettersStay } from "./alarms/dead-letters-stay.ts";
import { functionErrors, functionThrottles, type WatchedFunction } from "./alarms/function-fails.ts";
import { manyRejected } from "./alarms/many-rejected.ts";
import { metricAlarm } from "./alarms/metric-alarm.ts";
import { surveyArchived } from "./alarms/survey-archived.ts";
import { surveysKeepFailing } from "./alarms/surveys-keep-failing.ts";
import { surveysWait } from "./alarms/surveys-wait.ts";
import { dashboardUrl } from "./dashboard/dashboard-url.ts";
import { surveyDashboard } from "./dashboard/survey-dashboard.ts";
import type { WatchedStack } from "./dashboard/watched-stack.ts";

/** What watching a stack has to know. */
export interface SurveyMonitoringArgs {
  readonly stack: WatchedStack;
  /** An ARN of the account, and so the part of AWS, that all this is in. */
  readonly ownArn: pulumi.Input<string>;
  /** Who is told of alarms by e-mail; empty for nobody. */
  readonly alarmEmail: string;
  readonly queueRetentionDays: number;
  readonly oldestSurveyMinutes: number;
  readonly rejectedSharePercent: number;
  readonly tags: Tags;
}

/** Alarms on whatever somebody has to act on, the topic that they tell, and a dashboard for looking closer. */
export class SurveyMonitoring extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly dashboardUrl: pulumi.Output<string>;

  constructor(name: string, args: SurveyMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:SurveyMonitoring", name, {}, opts);
    const { stack, ownArn, tags } = args;
    const topic = new AlarmTopic(
      `${name}-alarms`,
      { ownArn, email: args.alarmEmail, tags },
      { parent: this },
    );
    const { topicArn } = topic;
    const alarms = alarmsOf(args).map((alarm) =>
      metricAlarm(name, alarm, { topicArn, tags }, { parent: this }),
    );
    const dashboard = new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        // AWS wants a name, which is in the URL, so it is one that people can keep. The dashboards of an
        // account share their names over all regions. Without the region in the name, the same stack in two
        // regions would have one dashboard, of the region that was updated last.
        dashboardName: pulumi.interpolate`${name}-${stack.region}`,
        dashboardBody: pulumi.jsonStringify(
          surveyDashboard(
            stack,
            alarms.map(({ arn }) => arn),
          ),
        ),
      },
      { parent: this },
    );
    this.topicArn = topicArn;
    this.dashboardUrl = pulumi
      .all([ownArn, stack.region, dashboard.dashboardName])
      .apply(([arn, region, dashboardName]) => dashboardUrl(arn, region, dashboardName));
    this.registerOutputs({ topicArn, dashboardUrl: this.dashboardUrl });
  }
}

function alarmsOf(args: SurveyMonitoringArgs): readonly Alarm[] {
  const { environment, functionTimeoutSeconds: timeoutSeconds, ...stack } = args.stack;
  const functions: readonly WatchedFunction[] = [
    { kind: "processor", functionName: stack.processorName, timeoutSeconds },
    { kind: "archiver", functionName: stack.archiverName, timeoutSeconds },
  ];
  return [
    surveyArchived(environment),
    deadLettersStay(stack.deadLetterQueueName, args.queueRetentionDays),
    surveysKeepFailing(environment),
    surveysWait(stack.queueName, args.oldestSurveyMinutes),
    manyRejected(environment, args.rejectedSharePercent),
    ...functions.map(functionErrors),
    ...functions.map(functionThrottles),
  ];
}
