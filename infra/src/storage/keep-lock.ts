import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";

const lock = z
  .object({ rule: z.object({ defaultRetention: z.object({ days: z.number() }) }).optional() })
  .optional();

/**
 * Refuses an update that makes the lock of a bucket shorter. What lies there keeps its lock. But from then on, entries could be deleted
 * earlier than those who rely on the trail believe. Pulumi calls it in the preview as well as in the update, so nothing has changed yet.
 * Switching the lock off is deleting the resource, which `protect` refuses.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/hooks/
 * @param name - The lock's logical name.
 */
export function keepLock(name: string): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    `${name}-stays`,
    ({ oldInputs, oldOutputs, newInputs }) => {
      const days = (properties: unknown) => lock.parse(properties)?.rule?.defaultRetention.days;
      // What Pulumi declared, and what AWS had at the last refresh: somebody may have changed it by hand.
      const before = Math.max(days(oldInputs) ?? 0, days(oldOutputs) ?? 0);
      const after = days(newInputs) ?? before;
      if (after < before) throw new Error(refusal(name, before, after));
    },
    { onDryRun: true },
  );
}

function refusal(name: string, before: number, after: number): string {
  return (
    `The lock ${name} would go from ${before} days to ${after} days, and new entries of the audit trail could be deleted earlier than ` +
    "promised. The bucket was not changed. Set auditLockDays to what it was. To shorten it all the same, set protectData to false for " +
    "that one update."
  );
}
