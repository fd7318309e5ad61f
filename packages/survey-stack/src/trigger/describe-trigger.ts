import { isAlive, type Lease } from "../lease/lease.ts";
import { leaseHolders } from "../lease/lease-holder.ts";
import type { Trigger } from "./read-trigger.ts";

const QUEUED = "Surveys wait in the queue. None is lost, and none is processed.";
const ON = "The trigger is on, and surveys are processed.";
const RESUME = "`lab-survey trigger resume` switches it on.";

/** Whether a command that paused the trigger died, and has left it off. */
export function isAbandoned(trigger: Trigger): boolean {
  const { on, lease } = trigger;
  return !on && lease?.found === "on" && !isAlive(lease, trigger);
}

/** How the trigger is, which command has the lease of the stack or died with it, and what to do about it, in a few sentences. */
export function describeTrigger(trigger: Trigger): string {
  const { on, lease } = trigger;
  if (lease === undefined) return on ? ON : offByHand();
  if (leaseHolders[lease.command].pauses) return describePause(trigger, lease);
  const state = on ? ON : lease.found === "on" ? offByTheDead() : offByHand();
  return `${state} ${isAlive(lease, trigger) ? describeHolder(trigger, lease) : describeMark(trigger, lease)}`;
}

/** For which command one waits that has the lease of the stack, and for how long, in a line. */
export function describeWait({ lease, now }: Trigger): string {
  if (lease === undefined) return "Waiting for the lease of the stack";
  return `Waiting for ${nameOf(lease)}, which began ${ago(lease.since, now)} ago. If it died, its lease runs out in ${ago(now, lease.until)}. You can stop and run it again`;
}

/** The trigger in a `--json` document. */
export function triggerDocument(trigger: Trigger): {
  readonly state: string;
  readonly on: boolean;
  readonly lease: (Lease & { readonly alive: boolean }) | null;
} {
  const { state, on, lease } = trigger;
  return { state, on, lease: lease === undefined ? null : { ...lease, alive: isAlive(lease, trigger) } };
}

function offByHand(): string {
  return `The trigger was switched off by hand. Nothing says who did it. ${QUEUED} ${RESUME}`;
}

function offByTheDead(): string {
  return `The trigger is off. A command that paused it died. ${QUEUED} Run \`lab-survey rebuild\`, which switches it on at its end. Or ${RESUME}`;
}

/** Of a command that switches the trigger off while it works. */
function describePause(trigger: Trigger, lease: Lease): string {
  const { on, now } = trigger;
  const who = nameOf(lease);
  if (isAlive(lease, trigger)) {
    const left = ago(now, lease.until);
    return on
      ? `The trigger is on, and ${who} is about to pause it or has just resumed it.`
      : `The trigger is paused by ${who}, ${ago(lease.since, now)} ago. It is at work, or it died within the last minutes. Then its lease runs out in ${left}.`;
  }
  if (on) return `${ON} ${describeMark(trigger, lease)}`;
  return [
    `The trigger is off. It was paused by ${who} that died, ${ago(lease.since, now)} ago.`,
    QUEUED,
    lease.found === "on"
      ? `Run the ${lease.command} again, which switches it on at its end. Or switch it on now with \`lab-survey trigger resume\`.`
      : `It had been off before that, so the next run leaves it off. ${RESUME}`,
  ].join(" ");
}

/** Of a command that leaves the trigger alone. */
function describeHolder({ now }: Trigger, lease: Lease): string {
  return `The lease of the stack is held by ${nameOf(lease)}, which began ${ago(lease.since, now)} ago. It is at work, or it died within the last minutes. Then its lease runs out in ${ago(now, lease.until)}.`;
}

/** What a command that died has left. */
function describeMark({ now }: Trigger, lease: Lease): string {
  return `It still carries the mark of ${nameOf(lease)} that died, ${ago(lease.since, now)} ago. ${leaseHolders[lease.command].halfWay} Run it again. The next command removes the mark, and so does \`lab-survey trigger resume\`.`;
}

function nameOf({ command, by }: Lease): string {
  return `${leaseHolders[command].title} (${by})`;
}

function ago(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));
  const [count, unit] =
    seconds < 120
      ? [seconds, "second"]
      : seconds < 7_200
        ? [Math.round(seconds / 60), "minute"]
        : seconds < 172_800
          ? [Math.round(seconds / 3_600), "hour"]
          : [Math.round(seconds / 86_400), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
