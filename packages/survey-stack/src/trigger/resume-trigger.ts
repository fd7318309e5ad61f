import { removeLease } from "../lease/held-lease.ts";
import { isAlive } from "../lease/lease.ts";
import { LeaseHeldError } from "../lease/lease-errors.ts";
import type { Stack } from "../stack/stack.ts";
import { findTrigger, readTrigger } from "./read-trigger.ts";
import { switchTrigger } from "./switch-trigger.ts";
import { triggerTimings } from "./trigger-timing.ts";

/**
 * Switches the trigger on, whoever switched it off, and removes the mark of a command that died.
 *
 * @param options.force - Do so too while a command that seems to live has the lease, or its tag cannot be read. A
 *   command that does live notices soon, and stops half-way.
 * @throws LeaseHeldError while a command that lives has the lease; UnreadableLeaseError; TriggerError.
 */
export async function resumeTrigger(
  stack: Stack,
  { force, signal }: { readonly force: boolean; readonly signal: AbortSignal },
): Promise<void> {
  if (force) {
    const { uuid, arn } = await findTrigger(stack);
    await switchTrigger(stack, uuid, true, { timing: triggerTimings.aws, signal });
    await removeLease(stack, arn);
    return;
  }
  const trigger = await readTrigger(stack);
  const { uuid, arn, lease, local } = trigger;
  if (lease !== undefined && isAlive(lease, trigger)) throw new LeaseHeldError(trigger);
  await switchTrigger(stack, uuid, true, { timing: triggerTimings[local ? "local" : "aws"], signal });
  if (lease === undefined) return;
  const { lease: left } = await readTrigger(stack);
  // Somebody who took the lease meanwhile keeps it.
  if (left?.id === lease.id) await removeLease(stack, arn);
}
