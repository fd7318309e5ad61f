import type { Stack } from "../stack/stack.ts";
import { TriggerPausedError } from "./pause-errors.ts";
import { isAlive, readTrigger } from "./read-trigger.ts";

/**
 * Refuses to go on while the processor's trigger is off, or a command is about to switch it off: a survey that does not come through it
 * would be recorded in tables that somebody is rebuilding.
 *
 * @param then - What to do, in a sentence.
 * @throws TriggerPausedError; TriggerError when there is no trigger at all.
 */
export async function refuseWhilePaused(stack: Stack, then: string): Promise<void> {
  const trigger = await readTrigger(stack);
  const { on, pause } = trigger;
  if (!on || (pause !== undefined && isAlive(pause, trigger))) throw new TriggerPausedError(trigger, then);
}
