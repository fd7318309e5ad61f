import { setTimeout } from "node:timers/promises";
import { HeldLease } from "../lease/held-lease.ts";
import { isAlive } from "../lease/lease.ts";
import { LeaseLostError } from "../lease/lease-errors.ts";
import type { LeaseCommand } from "../lease/lease-holder.ts";
import type { Stack } from "../stack/stack.ts";
import { readTrigger, type Trigger, TriggerError } from "./read-trigger.ts";
import { switchTrigger } from "./switch-trigger.ts";
import { LeaseLeftError, TriggerNotResumedError } from "./trigger-errors.ts";
import { type TriggerTiming, triggerTimings } from "./trigger-timing.ts";
import { untilNothingInFlight } from "./work-in-flight.ts";

/** A trigger that takes no messages for the time being. */
export interface PausedTrigger {
  /** Whether it was on before; if not, `resume` leaves it off. */
  readonly wasOn: boolean;
  /** Aborted when the lease of the stack is lost. The command has to stop. */
  readonly lost: AbortSignal;
  /** Does work that changes nothing more as soon as the lease is lost, or the trigger is resumed. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Switches the trigger on again if it was, and gives the lease back. Where another command has it by now, nothing is changed.
   *
   * @throws LeaseLostError; TriggerNotResumedError; LeaseLeftError when only the tag stays.
   */
  resume(): Promise<void>;
}

export interface PauseOptions {
  /** What pauses it, such as `rebuild`. */
  readonly command: LeaseCommand;
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
 * Whoever pauses the trigger takes the lease of the stack first, and gives it back when the trigger is on again. So wherever this
 * process dies, the trigger is on, or the lease's tag says who paused it, since when, and that nobody renews it any more; the next command
 * that pauses it takes the lease over, and switches the trigger on at its end. A trigger that was off without such a tag is left off.
 *
 * @throws LeaseHeldError while another command that lives has the lease; LeaseLostError; TriggerError; the signal's reason. The
 *   trigger is then as it was.
 */
export async function pauseTrigger(stack: Stack, options: PauseOptions): Promise<PausedTrigger> {
  const { signal, onWait } = options;
  onWait?.("Looking at the trigger");
  await untilSettled(stack, options);
  const lease = await HeldLease.take(stack, options);
  const { found, timing } = lease;
  const wasOn = lease.lease.found === "on";
  const end = async (held: boolean) => {
    onWait?.("Switching the trigger on");
    await lease.stop();
    const seen = await readTrigger(stack);
    const why = lease.whyLost(seen);
    if (belongsToAnother(seen, lease, held)) {
      throw new LeaseLostError(options.command, `${why} The trigger was left as it is.`);
    }
    if (wasOn) await switchTrigger(stack, found.uuid, true, { timing });
    await lease.release().catch((cause) => {
      throw new LeaseLeftError(cause);
    });
    // It ended before the next renewal would have noticed.
    if (held && why !== undefined) throw new LeaseLostError(options.command, why);
  };
  const resume = (held: boolean) =>
    end(held).catch((cause) => {
      const isSaid = cause instanceof LeaseLostError || cause instanceof LeaseLeftError;
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
  return {
    wasOn,
    lost: lease.lost,
    during: (work) => lease.during(work),
    resume: () => resume(true),
  };
}

/** Waits until the trigger is not being changed. Before that, nobody can tell whether it will be on. */
async function untilSettled(stack: Stack, { signal, timing }: PauseOptions): Promise<void> {
  const start = performance.now();
  for (;;) {
    const trigger = await readTrigger(stack);
    const { state, local, lease } = trigger;
    if (state === "Enabled" || state === "Disabled") return;
    if (lease !== undefined && isAlive(lease, trigger)) return;
    const { poll, switching } = timing ?? triggerTimings[local ? "local" : "aws"];
    if (performance.now() - start > switching) throw new TriggerError(`The trigger is still ${state}.`);
    await setTimeout(poll, undefined, { signal });
  }
}

/**
 * Whether to leave the trigger alone at the end of a pause, because another command has the lease, or had it.
 * When ours has run out and there is no tag, another command may have had it. When it has not run out,
 * nobody can have taken it, and a missing tag was removed by hand.
 *
 * @param held - False while the trigger was still being switched off: what this process did in these moments,
 *   it undoes.
 */
function belongsToAnother(seen: Trigger, { lease }: HeldLease, held: boolean): boolean {
  if (seen.lease !== undefined) return seen.lease.id !== lease.id;
  return held && !isAlive(lease, seen);
}
