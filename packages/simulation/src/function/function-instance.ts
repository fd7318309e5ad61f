import type { Clock } from "@lab/survey-processor";
import type { World } from "../schedule/world.ts";

/**
 * A process that runs the handler. It can die or stand still at any moment. Its requests go on without it.
 */
export interface FunctionInstance {
  readonly name: string;
  /** The time and chance that the processor sees. */
  readonly clock: Clock;
  /** Runs code of this process: now, or when it has thawed, or never if it is dead. */
  resume(action: () => void): void;
  /** As `setTimeout` in this process; `done` is run unless the returned function is called first. */
  startTimer(milliseconds: number, done: () => void): () => void;
  kill(): void;
  /** Nothing of it runs for that many milliseconds. */
  freeze(milliseconds: number): void;
  isFrozen(): boolean;
  /** Its handler has ended for the caller. Whatever the process still does, it does as a ghost. */
  end(): void;
  hasEnded(): boolean;
  jumpClock(milliseconds: number): void;
  /** Whether requests may still be signed, which the function's deadline ends. */
  maySign(): boolean;
}

/**
 * @param timeLeft - the sleep that ends a batch's time, in milliseconds.
 * @param signsFor - for how long it may sign requests, in milliseconds. The time is the true one, so a clock that is set back does
 *   not add to it.
 */
export function createFunctionInstance(
  name: string,
  { timeLeft, signsFor }: { readonly timeLeft: number; readonly signsFor: number },
  { scheduler, decisions }: World,
  onDeath: () => void,
): FunctionInstance {
  const signUntil = scheduler.now() + signsFor;
  let dead = false;
  let ended = false;
  let frozenUntil = Number.NEGATIVE_INFINITY;
  let skew = 0;
  let drawn = 0;

  const instance: FunctionInstance = {
    name,
    clock: {
      now: () => Math.floor(scheduler.now() + skew),
      random: () => decisions.fraction(`${name} random ${drawn++}`),
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          if (signal.aborted) {
            reject(signal.reason);
            return;
          }
          const cancel = instance.startTimer(milliseconds, () => {
            if (milliseconds === timeLeft) decisions.reached("function: out of time");
            resolve();
          });
          signal.addEventListener("abort", () => {
            cancel();
            reject(signal.reason);
          });
        }),
    },
    resume(action) {
      if (dead) return;
      if (scheduler.now() < frozenUntil) {
        scheduler.after(frozenUntil - scheduler.now(), () => {
          if (ended && !dead) decisions.reached("function: frozen beyond its timeout, then thawed");
          instance.resume(action);
        });
        return;
      }
      action();
      scheduler.resumed();
    },
    startTimer(milliseconds, done) {
      let cancelled = false;
      const ring = () => {
        if (!cancelled) instance.resume(() => (cancelled ? undefined : done()));
      };
      scheduler.after(milliseconds, ring);
      return () => {
        cancelled = true;
      };
    },
    kill() {
      if (dead) return;
      dead = true;
      onDeath();
    },
    freeze(milliseconds) {
      frozenUntil = Math.max(frozenUntil, scheduler.now() + milliseconds);
    },
    isFrozen: () => scheduler.now() < frozenUntil,
    end() {
      ended = true;
    },
    hasEnded: () => ended || dead,
    jumpClock(milliseconds) {
      skew += milliseconds;
    },
    maySign: () => scheduler.now() < signUntil,
  };
  return instance;
}
