import { setTimeout as wait } from "node:timers/promises";
import type { LocalFunction } from "./local-function.ts";
import type { QueueTrigger } from "./queue-trigger.ts";

/** How long work in flight may take to finish when all is to stop. */
const GRACE_MILLISECONDS = 10_000;

/** Stops triggers, lets invocations in flight finish for a while, then ends all workers. */
export async function stopWork(
  triggers: readonly QueueTrigger[],
  functions: readonly LocalFunction[],
): Promise<void> {
  const stopped = Promise.all(triggers.map((trigger) => trigger.stop()));
  const grace = new AbortController();
  const tooLong = wait(GRACE_MILLISECONDS, undefined, { signal: grace.signal }).catch(() => {});
  await Promise.race([stopped, tooLong]);
  grace.abort();
  await Promise.all(functions.map((one) => one.close()));
  await stopped;
}
