import * as z from "zod";
import { jsonText } from "../../json-text.ts";
import { jsonTextOf } from "../policy-document.ts";
import { mustExist, recordOnly } from "../record-only.ts";
import { ACCOUNT_ID } from "../resource-handler.ts";

/** Columns of the grid. */
const COLUMNS = 24;

const place = {
  x: z
    .number()
    .int()
    .min(0)
    .max(COLUMNS - 1),
  y: z.number().int().min(0),
  width: z.number().int().min(1).max(COLUMNS),
  height: z.number().int().min(1).max(1_000),
};

const metricWidget = z.object({
  type: z.literal("metric"),
  ...place,
  properties: z.object({ region: z.string(), metrics: z.array(z.array(z.unknown()).min(1)).min(1).max(500) }),
});
const alarmWidget = z.object({
  type: z.literal("alarm"),
  ...place,
  properties: z.object({ alarms: z.array(z.string()).min(1).max(100) }),
});
const textWidget = z.object({
  type: z.literal("text"),
  ...place,
  properties: z.object({ markdown: z.string().min(1) }),
});

const widget = z
  .discriminatedUnion("type", [metricWidget, alarmWidget, textWidget])
  .refine(({ x, width }) => x + width <= COLUMNS, {
    error: `a widget ends within the dashboard's ${COLUMNS} columns`,
  });

const body = z.object({ widgets: z.array(widget).max(500) });

const inputs = z.object({
  dashboardName: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/, { error: "letters, digits, _ and -" }),
  dashboardBody: jsonTextOf(body),
});

/**
 * aws:cloudwatch/dashboard:Dashboard, which checks what PutDashboard refuses. It also refuses alarms that do
 * not exist, which AWS would show as missing. Nothing shows the dashboard here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const cloudwatchDashboard = recordOnly(
  (_name, given, context) => {
    const { dashboardName, dashboardBody } = inputs.parse(given);
    for (const { type, properties } of jsonText.pipe(body).parse(dashboardBody).widgets) {
      if (type !== "alarm") continue;
      for (const alarm of properties.alarms) {
        mustExist(context, "aws:cloudwatch/metricAlarm:MetricAlarm", "arn", alarm);
      }
    }
    const dashboardArn = `arn:aws:cloudwatch::${ACCOUNT_ID}:dashboard/${dashboardName}`;
    return { id: dashboardName, state: { dashboardName, dashboardBody, dashboardArn } };
  },
  { replacedOn: ["dashboardName"] },
);
