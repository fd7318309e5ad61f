import { nothingOmitted, type Omissions } from "../faults/decisions.ts";
import type { SystemCode } from "../function/system-code.ts";
import type { Plan } from "./plan.ts";
import { runSchedule } from "./run-schedule.ts";

/** A schedule that fails, and nothing in it could be left out. */
export interface Shrunk {
  readonly violation: string;
  readonly history: readonly string[];
  /** What is left of the schedule. */
  readonly messages: number;
  readonly faults: number;
}

/** How many schedules are tried to make a failing one smaller. */
const MOST_TRIES = 600;

/**
 * Makes a failing schedule as small as it gets by leaving out messages and faults and evening out the time that steps
 * take, for as long as something still fails.
 *
 * @returns `undefined` when the schedule does not fail.
 */
export async function shrink(code: SystemCode, plan: Plan): Promise<Shrunk | undefined> {
  let omissions = nothingOmitted;
  let taken: readonly string[] = [];
  let tries = 0;
  const stillFails = async (candidate: Omissions): Promise<boolean> => {
    if (tries++ >= MOST_TRIES) return false;
    const result = await runSchedule(code, plan, { omissions: candidate });
    if (result.violation === undefined) return false;
    omissions = candidate;
    taken = result.taken;
    return true;
  };
  if (!(await stillFails(nothingOmitted))) return undefined;

  let smaller = true;
  while (smaller) {
    smaller = false;
    if (!omissions.evenSteps) smaller = await stillFails({ ...omissions, evenSteps: true });
    for (const { id } of [...plan.withdrawals, ...plan.messages]) {
      if (omissions.messages.has(id)) continue;
      const messages = new Set([...omissions.messages, id]);
      if (await stillFails({ ...omissions, messages })) smaller = true;
    }
    // Half of the faults at once, then a quarter of them, and so on down to single ones (delta debugging).
    for (let size = Math.ceil(taken.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let start = 0; start < taken.length; ) {
        const faults = new Set([...omissions.faults, ...taken.slice(start, start + size)]);
        if (await stillFails({ ...omissions, faults })) smaller = true;
        else start += size;
      }
    }
  }

  const { violation, history } = await runSchedule(code, plan, { omissions, keepHistory: true });
  if (violation === undefined) throw new TypeError("a schedule that failed no longer does");
  const messages = plan.messages.filter(({ id }) => !omissions.messages.has(id)).length;
  return { violation, history, messages, faults: taken.length };
}
