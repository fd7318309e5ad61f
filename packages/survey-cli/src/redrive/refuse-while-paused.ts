import { findTrigger } from "../stack/pause-trigger.ts";
import type { Stack } from "../stack/stack.ts";

/** Thrown when surveys are to be given to a processor that is switched off. */
export class ProcessorPausedError extends Error {
  override readonly name = "ProcessorPausedError";
  readonly code = "PROCESSOR_PAUSED";

  constructor() {
    super(
      "The processor's trigger is switched off, as it is while the tables are rebuilt. Redrive when it is on again.",
    );
  }
}

/**
 * Refuses to go on while the processor's trigger is off: a redriven survey does not come through it, and would be
 * recorded in tables that somebody is rebuilding.
 *
 * @throws ProcessorPausedError; TriggerError when there is no trigger at all.
 */
export async function refuseWhilePaused(stack: Stack): Promise<void> {
  const { State } = await findTrigger(stack);
  if (State === "Disabled" || State === "Disabling") throw new ProcessorPausedError();
}
