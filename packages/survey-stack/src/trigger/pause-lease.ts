import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-lambda";
import { explainFailure } from "../stack/failed-request.ts";
import type { Stack } from "../stack/stack.ts";
import { PAUSE_TAG_KEY, type Pause, pauseTag } from "./pause.ts";
import { PauseLostError, TriggerPausedError } from "./pause-errors.ts";
import { readTrigger, type Trigger } from "./read-trigger.ts";
import type { TriggerTiming } from "./trigger-timing.ts";

/**
 * The right to pause a trigger, for one command at a time. It is a tag of the trigger, which the command
 * renews while it runs. When the command dies, the tag stays and runs out, and the next command finds it.
 *
 * Lambda puts a tag without a condition, so the last of two that write at the same time wins. Each therefore
 * reads its tag again after a while, and gives way if it is another's. This holds if no command takes longer
 * from looking to writing than `settle`. A command that was frozen in between takes the pause from the other.
 * The other one notices when it renews, and stops.
 */
export class PauseLease {
  readonly #stack: Stack;
  readonly #arn: string;
  readonly #timing: TriggerTiming;
  readonly #losing = new AbortController();
  readonly #stopping = new AbortController();
  #pause: Pause;
  #renewing: Promise<void> | undefined;
  #mustBeOff = false;

  private constructor(stack: Stack, arn: string, pause: Pause, timing: TriggerTiming) {
    this.#stack = stack;
    this.#arn = arn;
    this.#pause = pause;
    this.#timing = timing;
  }

  /**
   * Takes the right, and renews it from now on.
   *
   * @param found - The trigger, of which nobody who is alive has the pause.
   * @throws TriggerPausedError when another command was faster; the signal's reason; whatever a request throws. The tag is then as it was
   *   found, if that can be had.
   */
  static async take(
    stack: Stack,
    found: Trigger,
    options: Pick<Pause, "command" | "by" | "found"> & {
      readonly timing: TriggerTiming;
      readonly signal: AbortSignal;
    },
  ): Promise<PauseLease> {
    const { timing, signal, ...asked } = options;
    const { arn, now } = found;
    const until = new Date(now.getTime() + timing.lease);
    const id = randomBytes(8).toString("hex");
    const lease = new PauseLease(stack, arn, { ...asked, since: now, until, id }, timing);
    try {
      await lease.#write();
      await setTimeout(timing.settle, undefined, { signal });
      const seen = await readTrigger(stack);
      if (seen.pause?.id !== id) {
        throw new TriggerPausedError(seen, "Another command was faster. Wait until it has ended.");
      }
    } catch (error) {
      // A tag that cannot be put back now runs out by itself, and still says whether the trigger was on.
      await lease.#giveBack(found.pause).catch(() => undefined);
      throw error;
    }
    lease.#renewing = lease.#renewUntilStopped();
    return lease;
  }

  get pause(): Pause {
    return this.#pause;
  }

  /** Comes when the pause is no longer this command's, with a PauseLostError as its reason. */
  get lost(): AbortSignal {
    return this.#losing.signal;
  }

  /** From now on the trigger has to stay off. If somebody switches it on, the pause is lost. */
  expectOff(): void {
    this.#mustBeOff = true;
  }

  /** Renews no more; the tag stays. */
  async stopRenewing(): Promise<void> {
    this.#stopping.abort();
    await this.#renewing;
  }

  /** Removes the tag, unless it is another command's by now. */
  async release(): Promise<void> {
    await this.stopRenewing();
    const { pause } = await readTrigger(this.#stack);
    if (pause?.id === this.#pause.id) await removePause(this.#stack, this.#arn);
  }

  /**
   * Puts back the tag of a command that died. Without the tag, the trigger would look as if somebody had
   * switched it off by hand.
   */
  async #giveBack(before: Pause | undefined): Promise<void> {
    if (before === undefined) return await this.release();
    const { pause } = await readTrigger(this.#stack);
    if (pause?.id === this.#pause.id) await this.#write(before);
  }

  async #write(pause = this.#pause): Promise<void> {
    const Tags = { [PAUSE_TAG_KEY]: pauseTag(pause) };
    await this.#stack.lambda.send(new TagResourceCommand({ Resource: this.#arn, Tags }));
  }

  async #renewUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    let renewed = performance.now();
    for (;;) {
      await setTimeout(this.#timing.renewEvery, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        const seen = await readTrigger(this.#stack);
        const why = this.whyLost(seen);
        if (why !== undefined) return this.#losing.abort(new PauseLostError(why));
        this.#pause = { ...this.#pause, until: new Date(seen.now.getTime() + this.#timing.lease) };
        await this.#write();
        renewed = performance.now();
      } catch (cause) {
        if (performance.now() - renewed < this.#timing.lease) continue;
        return this.#losing.abort(
          new PauseLostError(`it could not be renewed in time (${explainFailure(cause)}).`, { cause }),
        );
      }
    }
  }

  /** Why the pause is not this command's any more, or that it is (undefined), in a sentence. */
  whyLost({ pause, on }: Trigger): string | undefined {
    if (pause === undefined) return "somebody removed the tag of the pause.";
    if (pause.id !== this.#pause.id) return `a ${pause.command} (${pause.by}) has taken it.`;
    return this.#mustBeOff && on ? "somebody switched the trigger on." : undefined;
  }
}

/** Removes the tag of a pause, whoever wrote it. */
export async function removePause({ lambda }: Stack, arn: string): Promise<void> {
  await lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: [PAUSE_TAG_KEY] }));
}
