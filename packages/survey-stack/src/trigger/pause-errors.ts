import { explainFailure } from "../stack/failed-request.ts";
import { describeTrigger } from "./describe-trigger.ts";
import type { Trigger } from "./read-trigger.ts";

/** What to do about a pause whose command seems to run. */
export const UNTIL_IT_ENDS =
  "Wait until it has ended. If you know that it died, run `lab-survey trigger resume --force`.";

/** Thrown when somebody else holds the trigger's pause, or it is off. */
export class TriggerPausedError extends Error {
  override readonly name = "TriggerPausedError";
  readonly code = "TRIGGER_PAUSED";

  /** @param then - What to do about it, in a sentence. */
  constructor(trigger: Trigger, then: string) {
    super(`${describeTrigger(trigger)} Nothing was changed. ${then}`);
  }
}

/** Thrown when a pause ends while its command is still at work: somebody ended it, or it could not be renewed. */
export class PauseLostError extends Error {
  override readonly name = "PauseLostError";
  readonly code = "PAUSE_LOST";

  constructor(why: string, options?: ErrorOptions) {
    super(
      `This command no longer has the pause of the trigger: ${why} So it stopped half-way. Surveys are in the queue or stored, none is ` +
        "lost. Run it again when no other command holds the trigger.",
      options,
    );
  }
}

/** Thrown when a pause is over and the trigger did not go on again. */
export class TriggerNotResumedError extends Error {
  override readonly name = "TriggerNotResumedError";
  readonly code = "TRIGGER_NOT_RESUMED";

  constructor(cause: unknown) {
    super(
      `The trigger could not be switched on again (${explainFailure(cause)}). Surveys wait in the queue, none is lost, and none is processed. ` +
        "Switch it on with `lab-survey trigger resume`. In the first minutes, this command's pause still holds, so add `--force`.",
      { cause },
    );
  }
}

/** Thrown when a pause is over, and only its tag could not be removed. */
export class PauseLeftError extends Error {
  override readonly name = "PauseLeftError";
  readonly code = "PAUSE_LEFT";

  constructor(cause: unknown) {
    super(
      `The trigger is as it was before, but its tag could not be removed (${explainFailure(cause)}). No survey is lost. The tag says that a ` +
        "command is at work. It runs out by itself, and `lab-survey trigger resume --force` removes it now. Then run the command again.",
      { cause },
    );
  }
}
