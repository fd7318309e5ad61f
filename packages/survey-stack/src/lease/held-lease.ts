import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-lambda";
import { explainFailure } from "../stack/failed-request.ts";
import type { Stack } from "../stack/stack.ts";
import { readTrigger, type Trigger } from "../trigger/read-trigger.ts";
import { type TriggerTiming, triggerTimings } from "../trigger/trigger-timing.ts";
import { whoRunsThis } from "../trigger/who-runs-this.ts";
import { Gate } from "./gate.ts";
import { isAlive, LEASE_TAG_KEY, type Lease, leaseTag } from "./lease.ts";
import { LeaseHeldError, LeaseLostError } from "./lease-errors.ts";
import { type LeaseCommand, leaseHolders } from "./lease-holder.ts";
import { type Stopwatch, startStopwatch } from "./stopwatch.ts";

export interface TakeOptions {
  readonly command: LeaseCommand;
  readonly signal: AbortSignal;
  /** How the trigger was found, before anything is changed. What it throws refuses the lease. */
  readonly onFound?: (trigger: Trigger) => void;
  /** What fits where the stack is, if left out. */
  readonly timing?: TriggerTiming;
}

/** Services tell their clocks in whole seconds, in milliseconds. */
const CLOCK_STEP = 1_000;

/**
 * The lease of a stack, in the hands of this process. It is a tag of the trigger, which is renewed while the command runs. When the
 * command dies, the tag stays and runs out, and the next command finds it.
 *
 * The work of the command passes a gate before each change. So a command that was frozen, or whose lease somebody ended, stops before
 * its next change.
 *
 * Lambda puts a tag without a condition, so the last of two that write at the same time wins. Each therefore reads its tag again after
 * a while, and gives way if it is another's. One that took long from looking to writing waits for as long as a lease holds. By then the
 * other one has noticed.
 */
export class HeldLease {
  /** How the trigger was, before this command changed anything. */
  readonly found: Trigger;
  readonly timing: TriggerTiming;
  readonly #stack: Stack;
  readonly #losing = new AbortController();
  readonly #stopping = new AbortController();
  readonly #gate = new Gate(() => this.ensureHeld());
  #lease: Lease;
  /** Since it was taken or renewed. */
  #age: Stopwatch;
  #renewing: Promise<void> | undefined;
  #renewal: Promise<void> | undefined;
  #mustBeOff = false;

  private constructor(stack: Stack, found: Trigger, lease: Lease, timing: TriggerTiming, age: Stopwatch) {
    this.#stack = stack;
    this.found = found;
    this.#lease = lease;
    this.timing = timing;
    this.#age = age;
  }

  /**
   * Takes the lease, and renews it from now on.
   *
   * @throws LeaseHeldError while another command that lives has it, or was faster; the signal's reason; what `onFound` throws; whatever a
   *   request throws. The tag is then as it was found, if that can be had.
   */
  static async take(stack: Stack, { command, signal, onFound, ...options }: TakeOptions): Promise<HeldLease> {
    const age = startStopwatch();
    const found = await readTrigger(stack);
    const { now: since, on, lease: before } = found;
    if (before !== undefined && isAlive(before, found)) throw new LeaseHeldError(found);
    onFound?.(found);
    const timing = options.timing ?? triggerTimings[found.local ? "local" : "aws"];
    const asked: Lease = {
      command,
      by: whoRunsThis(),
      since,
      until: new Date(since.getTime() + timing.lease),
      // A command that paused it and died may have left it off.
      found: on || before?.found === "on" ? "on" : "off",
      id: randomBytes(8).toString("hex"),
    };
    const lease = new HeldLease(stack, found, asked, timing, age);
    try {
      await lease.#write();
      const seen = await lease.#settled(age, signal);
      if (seen.lease?.id !== asked.id) throw new LeaseHeldError(seen);
    } catch (error) {
      // A tag that cannot be put back now runs out by itself, and still says whether the trigger was on.
      await lease.#giveBack(before).catch(() => undefined);
      throw error;
    }
    lease.#renewing = lease.#renewUntilStopped();
    return lease;
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** Comes when the lease is no longer this command's, with a LeaseLostError as its reason. */
  get lost(): AbortSignal {
    return this.#losing.signal;
  }

  /** From now on the trigger has to stay off. If somebody switches it on, the lease is lost. */
  expectOff(): void {
    this.#mustBeOff = true;
  }

  /**
   * Makes sure that no other command can have the lease, for longer than a request takes. A lease that may run out by then is renewed
   * first.
   *
   * @throws LeaseLostError
   */
  async ensureHeld(): Promise<void> {
    this.lost.throwIfAborted();
    while (this.#age() >= this.timing.lease / 2) {
      await this.#renew().catch((cause: unknown) => {
        throw this.#lose(cause);
      });
    }
  }

  /** Does work that changes nothing more as soon as the lease is lost or over. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    return await this.#gate.during(work);
  }

  /** Lets the last changes end that are under way, and renews no more; the tag stays. */
  async stop(): Promise<void> {
    await this.#gate.close(new LeaseLostError(this.#lease.command, "it was given back."));
    this.#stopping.abort();
    // A renewal that comes to its end later would put the tag back.
    await Promise.allSettled([this.#renewing, this.#renewal]);
  }

  /** Removes the tag, unless it is another command's by now. */
  async release(): Promise<void> {
    await this.stop();
    const { lease } = await readTrigger(this.#stack);
    if (lease?.id === this.#lease.id) await removeLease(this.#stack, this.found.arn);
  }

  /**
   * Ends the lease of a command that left the trigger alone. A trigger that another command left off keeps the tag that says so.
   *
   * @throws LeaseLostError when it was not this command's any more; whatever a request throws.
   */
  async end(): Promise<void> {
    await this.stop();
    const seen = await readTrigger(this.#stack);
    const why = this.whyLost(seen);
    if (why !== undefined) throw new LeaseLostError(this.#lease.command, why);
    const { lease: before } = this.found;
    await this.#giveBack(!seen.on && before?.found === "on" ? before : undefined);
  }

  /** Why the lease is not this command's any more, or that it is (undefined), in a sentence. */
  whyLost({ lease, on }: Trigger): string | undefined {
    if (lease === undefined) return "somebody removed its tag.";
    if (lease.id !== this.#lease.id)
      return `${leaseHolders[lease.command].title} (${lease.by}) has taken it.`;
    return this.#mustBeOff && on ? "somebody switched the trigger on." : undefined;
  }

  /**
   * Puts back the tag of a command that died. Without the tag, the trigger would look as if somebody had
   * switched it off by hand.
   */
  async #giveBack(before: Lease | undefined): Promise<void> {
    if (before === undefined) return await this.release();
    const { lease } = await readTrigger(this.#stack);
    if (lease?.id === this.#lease.id) await this.#write(before);
  }

  async #write(lease = this.#lease): Promise<void> {
    const Tags = { [LEASE_TAG_KEY]: leaseTag(lease) };
    await this.#stack.lambda.send(new TagResourceCommand({ Resource: this.found.arn, Tags }));
  }

  /** Looks once nobody can write over the tag any more who had not seen it. */
  async #settled(sinceLook: Stopwatch, signal: AbortSignal): Promise<Trigger> {
    const { settle, lease } = this.timing;
    await setTimeout(sinceLook() > settle ? lease : settle, undefined, { signal });
    return await readTrigger(this.#stack);
  }

  async #renewUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      await setTimeout(this.timing.renewEvery, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || this.lost.aborted) return;
      await this.#renew().catch((cause: unknown) => {
        if (!signal.aborted && this.#age() >= this.timing.lease) this.#lose(cause);
      });
    }
  }

  #renew(): Promise<void> {
    this.#renewal ??= this.#renewOnce().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewOnce(): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    const age = startStopwatch();
    const seen = await readTrigger(this.#stack);
    this.#demandHeld(seen);
    this.#lease = { ...this.#lease, until: new Date(seen.now.getTime() + this.timing.lease) };
    await this.#write();
    // It may have run out before it was written, so another command may have taken it in these moments.
    const mayHaveRunOut = this.#age() >= this.timing.lease - CLOCK_STEP;
    if (mayHaveRunOut) this.#demandHeld(await this.#settled(age, this.#stopping.signal));
    this.#age = age;
  }

  #demandHeld(seen: Trigger): void {
    const why = this.whyLost(seen);
    if (why !== undefined) throw this.#lose(new LeaseLostError(this.#lease.command, why));
  }

  #lose(cause: unknown): LeaseLostError {
    const why = `it could not be renewed in time (${explainFailure(cause)}).`;
    const error =
      cause instanceof LeaseLostError ? cause : new LeaseLostError(this.#lease.command, why, { cause });
    this.#losing.abort(error);
    return error;
  }
}

/** Removes the tag of a lease, whoever wrote it. */
export async function removeLease({ lambda }: Stack, arn: string): Promise<void> {
  await lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: [LEASE_TAG_KEY] }));
}
