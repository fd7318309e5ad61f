import { setTimeout } from "node:timers/promises";
import type { Stack } from "../stack/stack.ts";
import { describeTrigger, describeWait } from "../trigger/describe-trigger.ts";
import type { Trigger } from "../trigger/read-trigger.ts";
import { TriggerOffError } from "../trigger/trigger-errors.ts";
import { type TriggerTiming, triggerTimings } from "../trigger/trigger-timing.ts";
import { HeldLease } from "./held-lease.ts";
import { describeLeft, LeaseHeldError, LeaseLostError } from "./lease-errors.ts";
import type { LeaseCommand } from "./lease-holder.ts";

export interface LeaseOptions {
  readonly command: LeaseCommand;
  readonly signal: AbortSignal;
  /** Wait until the command has ended that has the lease, or until its lease has run out; false if left out, which refuses. */
  readonly wait?: boolean;
  /** Refuse while the trigger is off, with this sentence on what to do; it does not matter if left out. */
  readonly whenOff?: string;
  /** What is being waited for. */
  readonly onWait?: (what: string) => void;
  /** What people should know and the work does not depend on, in sentences. A command died before, or the tag is left. */
  readonly onNotice?: (text: string) => void;
  /** What fits where the stack is, if left out. */
  readonly timing?: TriggerTiming;
}

/**
 * Does work that moves or deletes surveys of a stack while no other command does. It holds the lease of the stack, and leaves the trigger
 * as it is. The lease is given back however the work ends. If the process dies, the lease runs out.
 *
 * @param work - Its signal is aborted when the lease is lost too. Each of its changes is refused when the lease is not held any more.
 * @returns What the work returns.
 * @throws LeaseHeldError while another command that lives has the lease, unless this waits; TriggerOffError; LeaseLostError when somebody
 *   ended the lease, or it could not be renewed; the signal's reason; whatever a request or the work throws.
 * @example
 * await withLease(stack, { command: "redrive", signal }, (held) => redriveAll(stack, ids, { signal: held }));
 */
export async function withLease<T>(
  stack: Stack,
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lease = await take(stack, options);
  let result: T;
  try {
    const signal = AbortSignal.any([options.signal, lease.lost]);
    result = await lease.during(() => work(signal));
    await lease.ensureHeld();
  } catch (error) {
    // Why the work stopped matters more. A tag that is left runs out by itself.
    await lease.end().catch(() => undefined);
    throw error;
  }
  await lease.end().catch((cause: unknown) => {
    if (cause instanceof LeaseLostError) throw cause;
    options.onNotice?.(describeLeft(cause));
  });
  return result;
}

async function take(stack: Stack, options: LeaseOptions): Promise<HeldLease> {
  const { command, signal, wait = false, whenOff, onWait, onNotice, timing } = options;
  const onFound = (found: Trigger) => {
    if (whenOff !== undefined && !found.on) throw new TriggerOffError(found, whenOff);
    if (found.lease !== undefined) onNotice?.(describeTrigger(found));
  };
  onWait?.("Looking whether another command is at work");
  for (let look = 1; ; look++) {
    try {
      return await HeldLease.take(stack, { command, signal, onFound, ...(timing && { timing }) });
    } catch (error) {
      if (!wait || !(error instanceof LeaseHeldError)) throw error;
      const { trigger } = error;
      if (look === 1) onNotice?.(`${describeTrigger(trigger)} This command waits until it has ended.`);
      onWait?.(describeWait(trigger));
      const { poll } = timing ?? triggerTimings[trigger.local ? "local" : "aws"];
      await setTimeout(poll, undefined, { signal });
    }
  }
}
