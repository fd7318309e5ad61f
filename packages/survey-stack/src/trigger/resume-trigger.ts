import type { Stack } from "../stack/stack.ts";
import { TriggerPausedError, UNTIL_IT_ENDS } from "./pause-errors.ts";
import { removePause } from "./pause-lease.ts";
import { findTrigger, isAlive, readTrigger } from "./read-trigger.ts";
import { switchTrigger } from "./switch-trigger.ts";
import { triggerTimings } from "./trigger-timing.ts";

/**
 * Switches the trigger on, whoever switched it off, and removes what is left of a pause whose command died.
 *
 * @param options.force - Do so too while the pause's command seems to live, or its tag cannot be read. A
 *   command that does live notices soon, and stops half-way.
 * @throws TriggerPausedError while a command that lives has the pause; UnreadablePauseError; TriggerError.
 */
export async function resumeTrigger(
  stack: Stack,
  { force, signal }: { readonly force: boolean; readonly signal: AbortSignal },
): Promise<void> {
  if (force) {
    const { uuid, arn } = await findTrigger(stack);
    await switchTrigger(stack, uuid, true, { timing: triggerTimings.aws, signal });
    await removePause(stack, arn);
    return;
  }
  const trigger = await readTrigger(stack);
  const { uuid, arn, pause, local } = trigger;
  if (pause !== undefined && isAlive(pause, trigger)) {
    throw new TriggerPausedError(trigger, UNTIL_IT_ENDS);
  }
  await switchTrigger(stack, uuid, true, { timing: triggerTimings[local ? "local" : "aws"], signal });
  if (pause === undefined) return;
  const { pause: left } = await readTrigger(stack);
  // Somebody who took the pause meanwhile keeps it.
  if (left?.id === pause.id) await removePause(stack, arn);
}
