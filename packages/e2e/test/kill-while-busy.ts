import { setTimeout } from "node:timers/promises";
import type { LocalFunction, SurveyCloud } from "@lab/local-cloud";
import { seededRandom } from "@lab/survey-stack";
import { testSeed } from "@lab/testing";

/** An invocation is killed somewhere between its first request and its last, which takes about so many milliseconds. */
const MOST_DELAY = 20;

/**
 * Kills workers of a function in the midst of invocations, as they start, from now on.
 *
 * @returns the ids of the invocations that were killed, filled as it happens; on a busy machine some have ended before.
 */
export function killWhileBusy(cloud: SurveyCloud, target: LocalFunction, most: number): ReadonlySet<string> {
  const killed = new Set<string>();
  const random = seededRandom(testSeed);
  const kill = async (): Promise<void> => {
    if (killed.size >= most) return;
    await setTimeout(random() * MOST_DELAY);
    const requestId = killed.size < most ? await target.killWorker() : undefined;
    if (requestId !== undefined) killed.add(requestId);
  };
  cloud.events.on("invocationStarted", ({ functionName }) => {
    if (functionName === target.declaration.name) void kill();
  });
  return killed;
}
