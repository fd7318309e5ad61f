import { describeLeft } from "../lease/lease-errors.ts";
import { explainFailure } from "../stack/failed-request.ts";
import { describeTrigger } from "./describe-trigger.ts";
import type { Trigger } from "./read-trigger.ts";

/** Thrown when the trigger is off, and a command needs surveys to be processed. */
export class TriggerOffError extends Error {
  override readonly name = "TriggerOffError";
  readonly code = "TRIGGER_OFF";

  /** @param then - What to do about it, in a sentence. */
  constructor(trigger: Trigger, then: string) {
    super(`${describeTrigger(trigger)} Nothing was changed. ${then}`);
  }
}

/** Thrown when a pause is over and the trigger did not go on again. */
export class TriggerNotResumedError extends Error {
  override readonly name = "TriggerNotResumedError";
  readonly code = "TRIGGER_NOT_RESUMED";

  constructor(cause: unknown) {
    super(
      `The trigger could not be switched on again (${explainFailure(cause)}). Surveys wait in the queue, none is lost, and none is processed. ` +
        "Switch it on with `lab-survey trigger resume`. In the first minutes, this command's lease still holds, so add `--force`.",
      { cause },
    );
  }
}

/** Thrown when a pause is over, and only the tag of its lease could not be removed. */
export class LeaseLeftError extends Error {
  override readonly name = "LeaseLeftError";
  readonly code = "LEASE_LEFT";

  constructor(cause: unknown) {
    super(`${describeLeft(cause)} Then run the command again.`, { cause });
  }
}
