import * as z from "zod";
import { resourceRule } from "../resource-rule.ts";
import { refersTo, stackRule } from "../stack-rule.ts";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const monitoringRules = [
  stackRule({
    name: "monitored",
    description: "Watch functions and queues with an alarm, or they fail unseen.",
    types: ["aws:lambda/function:Function", "aws:sqs/queue:Queue"],
    missing: (watched, stack) => {
      const alarms = stack.filter(({ type }) => type === ALARM);
      const found = alarms.some((one) =>
        ["dimensions", "metricQueries"].some((input) => refersTo(one, input, watched)),
      );
      return found ? undefined : "no alarm has a metric of it";
    },
  }),
  resourceRule({
    name: "alarm-tells-somebody",
    description: "Let every alarm tell somebody.",
    types: [ALARM],
    inputs: z.object({
      // A preview may not know whom the alarm tells. It knows how many are told.
      alarmActions: z.custom((actions) => Array.isArray(actions) && actions.length > 0, {
        error: "it has no alarmActions",
      }),
    }),
  }),
];
