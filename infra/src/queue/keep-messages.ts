import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { SECONDS_PER_DAY } from "./queue-timing.ts";

const queue = z.object({ messageRetentionSeconds: z.number().optional() }).optional();

/**
 * Refuses an update that makes a queue keep its messages for a shorter time. SQS would delete older messages
 * within a quarter of an hour and for good. Pulumi calls it with the old and the new inputs of the queue, in
 * the preview as well as in the update, so nothing has changed yet.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html (MessageRetentionPeriod)
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/hooks/
 * @param name - The queue's logical name.
 */
export function keepMessages(name: string): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    `${name}-keeps-messages`,
    ({ oldInputs, oldOutputs, newInputs }) => {
      const seconds = (properties: unknown) => queue.parse(properties)?.messageRetentionSeconds;
      // What Pulumi declared, and what AWS had at the last refresh: somebody may have changed it by hand.
      const before = Math.max(seconds(oldInputs) ?? 0, seconds(oldOutputs) ?? 0);
      const after = seconds(newInputs) ?? before;
      if (after < before) throw new Error(refusal(name, before, after));
    },
    { onDryRun: true },
  );
}

function refusal(name: string, before: number, after: number): string {
  const days = (seconds: number) => `${seconds / SECONDS_PER_DAY} days`;
  return (
    `The retention of ${name} would go from ${days(before)} to ${days(after)}, and SQS deletes at once what is older: surveys that ` +
    "were confirmed would be gone. The queue was not changed. Set queueRetentionDays to what it was. To shorten it all the same, wait " +
    "until the queue is empty, then set protectData to false for that one update."
  );
}
