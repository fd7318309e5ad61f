import * as z from "zod";
import { recordOnly } from "../record-only.ts";
import { arn, named, physicalName } from "../resource-handler.ts";

const inputs = z.object({ name: z.string().optional(), retentionInDays: z.number().default(0) });

/**
 * aws:cloudwatch/logGroup:LogGroup. A line that a function writes is an event of the local cloud, and is not
 * kept.
 */
export const cloudwatchLogGroup = recordOnly((logicalName, given, { region }) => {
  const parsed = inputs.parse(given);
  const name = physicalName(logicalName, parsed.name);
  return { id: name, state: { ...parsed, name, arn: arn("logs", region, `log-group:${name}`) } };
}, named);
