import type { Pause } from "./pause.ts";
import { isAlive, type Trigger } from "./read-trigger.ts";

const QUEUED = "Surveys wait in the queue. None is lost, and none is processed.";

/** Whether a command that paused the trigger died, and has left it off. */
export function isAbandoned(trigger: Trigger): boolean {
  const { on, pause } = trigger;
  return !on && pause?.found === "on" && !isAlive(pause, trigger);
}

/** How the trigger is, who made it so, and what to do about it, in a few sentences. */
export function describeTrigger(trigger: Trigger): string {
  const { on, pause, now } = trigger;
  if (pause === undefined) {
    return on
      ? "The trigger is on, and surveys are processed."
      : `The trigger was switched off by hand. Nothing says who did it. ${QUEUED} \`lab-survey trigger resume\` switches it on.`;
  }
  const who = `a ${pause.command} (${pause.by})`;
  if (isAlive(pause, trigger)) {
    const left = ago(now, pause.until);
    return on
      ? `The trigger is on, and ${who} is about to pause it or has just resumed it.`
      : `The trigger is paused by ${who}, ${ago(pause.since, now)} ago. It is at work, or it died within the last minutes. Then its pause runs out in ${left}.`;
  }
  if (on) {
    return `The trigger is on, and surveys are processed. It still carries the mark of ${who} that died, ${ago(pause.since, now)} ago. \`lab-survey trigger resume\` removes it.`;
  }
  return [
    `The trigger is off. It was paused by ${who} that died, ${ago(pause.since, now)} ago.`,
    QUEUED,
    pause.found === "on"
      ? `Run the ${pause.command} again, which switches it on at its end. Or switch it on now with \`lab-survey trigger resume\`.`
      : "It had been off before that, so the next run leaves it off. `lab-survey trigger resume` switches it on.",
  ].join(" ");
}

/** The trigger in a `--json` document. */
export function triggerDocument(trigger: Trigger): {
  readonly state: string;
  readonly on: boolean;
  readonly pause: (Pause & { readonly alive: boolean }) | null;
} {
  const { state, on, pause } = trigger;
  return { state, on, pause: pause === undefined ? null : { ...pause, alive: isAlive(pause, trigger) } };
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
