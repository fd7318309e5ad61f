import { setTimeout } from "node:timers/promises";
import type { Stack } from "../stack/stack.ts";
import {
  PauseLeftError,
  PauseLostError,
  TriggerNotResumedError,
  TriggerPausedError,
  UNTIL_IT_ENDS,
} from "./pause-errors.ts";
import { PauseLease } from "./pause-lease.ts";
import { isAlive, readTrigger, type Trigger, TriggerError } from "./read-trigger.ts";
import { switchTrigger } from "./switch-trigger.ts";
import { type TriggerTiming, triggerTimings } from "./trigger-timing.ts";
import { whoRunsThis } from "./who-runs-this.ts";
import { untilNothingInFlight } from "./work-in-flight.ts";

/** A trigger that takes no messages for the time being. */
export interface PausedTrigger {
  /** Whether it was on before; if not, `resume` leaves it off. */
  readonly wasOn: boolean;
  /** Aborted when somebody else ended the pause. The command has to stop. */
  readonly lost: AbortSignal;
  /**
   * Switches the trigger on again if it was, and ends the pause. Where another command has the pause by now, nothing is changed.
   *
   * @throws PauseLostError; TriggerNotResumedError; PauseLeftError when only the tag stays.
   */
  resume(): Promise<void>;
}

export interface PauseOptions {
  /** What pauses it, such as `rebuild`. */
  readonly command: string;
  readonly signal: AbortSignal;
  /** What is being waited for. */
  readonly onWait?: (what: string) => void;
  /** How the trigger was found, before anything is changed. */
  readonly onFound?: (trigger: Trigger) => void;
  /** What fits where the stack is, if left out. */
  readonly timing?: TriggerTiming;
}

/**
 * Switches the processor's trigger off, and waits until no invocation is under way. Surveys that arrive meanwhile stay in the queue.
 *
 * The pause is written down in a tag of the trigger first, and removed when the trigger is on again. So wherever this process dies, the
 * trigger is on, or its tag says who paused it, since when, and that nobody renews it any more; the next command that pauses it takes
 * the pause over, and switches the trigger on at its end. A trigger that was off without such a tag is left off.
 *
 * @throws TriggerPausedError while another command that lives has the pause; PauseLostError; TriggerError; the signal's reason. The
 *   trigger is then as it was.
 */
export async function pauseTrigger(stack: Stack, options: PauseOptions): Promise<PausedTrigger> {
  const { command, signal, onWait } = options;
  onWait?.("Looking at the trigger");
  const found = await settledTrigger(stack, options);
  const timing = options.timing ?? triggerTimings[found.local ? "local" : "aws"];
  if (found.pause !== undefined && isAlive(found.pause, found)) {
    throw new TriggerPausedError(found, UNTIL_IT_ENDS);
  }
  options.onFound?.(found);
  const wasOn = found.on || found.pause?.found === "on";
  const lease = await PauseLease.take(stack, found, {
    command,
    by: whoRunsThis(),
    found: wasOn ? "on" : "off",
    timing,
    signal,
  });
  const end = async (held: boolean) => {
    onWait?.("Switching the trigger on");
    await lease.stopRenewing();
    const seen = await readTrigger(stack);
    const why = lease.whyLost(seen);
    if (belongsToAnother(seen, lease, held)) {
      throw new PauseLostError(`${why} The trigger was left as it is.`);
    }
    if (wasOn) await switchTrigger(stack, found.uuid, true, { timing });
    await lease.release().catch((cause) => {
      throw new PauseLeftError(cause);
    });
    // It ended before the next renewal would have noticed.
    if (held && why !== undefined) throw new PauseLostError(why);
  };
  const resume = (held: boolean) =>
    end(held).catch((cause) => {
      const isSaid = cause instanceof PauseLostError || cause instanceof PauseLeftError;
      throw isSaid ? cause : new TriggerNotResumedError(cause);
    });
  try {
    const either = AbortSignal.any([signal, lease.lost]);
    either.throwIfAborted();
    onWait?.("Waiting until the trigger is off");
    await switchTrigger(stack, found.uuid, false, { timing, signal: either });
    lease.expectOff();
    // A local cloud's trigger is off once every batch in flight is processed.
    if (!found.local) await untilNothingInFlight(stack, { timing, signal: either, onWait });
    either.throwIfAborted();
  } catch (error) {
    await resume(false);
    throw error;
  }
  return { wasOn, lost: lease.lost, resume: () => resume(true) };
}

/** The trigger, once it is not being changed. Before that, nobody can tell whether it will be on. */
async function settledTrigger(stack: Stack, { signal, timing }: PauseOptions): Promise<Trigger> {
  const start = performance.now();
  for (;;) {
    const trigger = await readTrigger(stack);
    const { state, local, pause } = trigger;
    if (state === "Enabled" || state === "Disabled") return trigger;
    if (pause !== undefined && isAlive(pause, trigger)) return trigger;
    const { poll, switching } = timing ?? triggerTimings[local ? "local" : "aws"];
    if (performance.now() - start > switching) throw new TriggerError(`The trigger is still ${state}.`);
    await setTimeout(poll, undefined, { signal });
  }
}

/**
 * Whether to leave the trigger alone at the end of a pause, because another command has its tag, or had it.
 * When our tag has run out and there is no tag, another command may have had it. When it has not run out,
 * nobody can have taken it, and a missing tag was removed by hand.
 *
 * @param held - False while the trigger was still being switched off: what this process did in these moments,
 *   it undoes.
 */
function belongsToAnother(seen: Trigger, { pause }: PauseLease, held: boolean): boolean {
  if (seen.pause !== undefined) return seen.pause.id !== pause.id;
  return held && !isAlive(pause, seen);
}
