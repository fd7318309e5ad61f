import { explainFailure } from "../stack/failed-request.ts";
import { describeTrigger } from "../trigger/describe-trigger.ts";
import type { Trigger } from "../trigger/read-trigger.ts";
import { type LeaseCommand, leaseHolders } from "./lease-holder.ts";

/** Thrown when another command has the lease of the stack, and seems to run. */
export class LeaseHeldError extends Error {
  override readonly name = "LeaseHeldError";
  readonly code = "LEASE_HELD";
  /** As it was seen, with the other command's lease. */
  readonly trigger: Trigger;

  constructor(trigger: Trigger) {
    super(
      `${describeTrigger(trigger)} Nothing was changed. Wait until it has ended. If you know that it died, wait until its lease has run ` +
        "out, or run `lab-survey trigger resume --force`.",
    );
    this.trigger = trigger;
  }
}

/** Thrown when a command loses its lease while it is still at work: somebody ended it, or it could not be renewed. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
  readonly code = "LEASE_LOST";

  constructor(command: LeaseCommand, why: string, options?: ErrorOptions) {
    super(
      `This command no longer has the lease of the stack: ${why} So it stopped half-way, before its next change. ` +
        `${leaseHolders[command].halfWay} Run it again when no other command has the lease. \`lab-survey trigger status\` says who has it.`,
      options,
    );
  }
}

/** What it means that the work is done, and only the lease's tag could not be removed, in sentences. */
export function describeLeft(cause: unknown): string {
  return (
    `The trigger is as it was before, but the tag of the lease could not be removed (${explainFailure(cause)}). No survey is lost. The tag ` +
    "says that a command is at work. It runs out by itself, and `lab-survey trigger resume --force` removes it now."
  );
}
