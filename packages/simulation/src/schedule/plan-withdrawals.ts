import type { PlannedWithdrawal } from "../withdraw/planned-withdrawal.ts";
import { logUniform, oneOf } from "./chance.ts";
import type { PlannedMessage } from "./planned-message.ts";

/** How many of the schedules somebody withdraws in. */
const SHARE = 0.25;
const MINUTE = 60_000;

/** What the command adds to the services' time, in milliseconds, so that a tombstone never has a time in the past. */
const USUAL_LEAD = 3_000;

/**
 * Who withdraws, and when: mostly while a survey of theirs is on its way, or just before one is sent. Half of them withdraw once more,
 * in the same way or in the other.
 */
export function planWithdrawals(
  fraction: (name: string) => number,
  messages: readonly PlannedMessage[],
  slowestStep: number,
): PlannedWithdrawal[] {
  if (fraction("withdrawal") >= SHARE) return [];
  const about = chooseMessage(fraction, messages);
  if (about?.owner === undefined) return [];
  const userId = about.owner;
  const plan = (id: string, after: number): PlannedWithdrawal => {
    const mode = oneOf<PlannedWithdrawal["mode"]>(["keep", "erase"], fraction(`${id} mode`));
    const later = messages.find((message) => message.owner === userId && message.sentAfter > after + 1);
    // Some surveys are sent in exactly the tombstone's millisecond.
    const exactly = later && Math.floor(later.sentAfter) - Math.floor(after);
    const lead = oneOf([1, USUAL_LEAD, exactly ?? USUAL_LEAD, exactly ?? 1], fraction(`${id} lead`));
    return { id, userId, mode, after, lead };
  };
  const whole = 20 * slowestStep;
  const early = fraction("withdrawal early") < 0.25;
  const after = early
    ? about.sentAfter * fraction("withdrawal after")
    : about.sentAfter + logUniform(0.5, whole, fraction("withdrawal after"));
  if (fraction("withdrawal again") < 0.5) return [plan("w1", after)];
  return [
    plan("w1", after),
    plan("w2", after + logUniform(1, 25 * MINUTE, fraction("withdrawal again after"))),
  ];
}

/** A survey about which somebody withdraws: any, or the last of whoever sends the most, so that others of theirs are there already. */
function chooseMessage(
  fraction: (name: string) => number,
  messages: readonly PlannedMessage[],
): PlannedMessage | undefined {
  const owned = messages.filter(({ owner }) => owner !== undefined);
  if (fraction("withdrawal of the last") < 0.5) {
    return owned[Math.floor(fraction("withdrawal of") * owned.length)];
  }
  const byOwner = [...Map.groupBy(owned, ({ owner }) => owner).values()];
  const [most = []] = byOwner.toSorted((a, b) => b.length - a.length);
  return most.toSorted((a, b) => b.sentAfter - a.sentAfter)[0];
}
