/** A pause of the trigger, as it is remembered in a tag of the trigger itself: outside of the process that made it. */
export interface Pause {
  /** The command that paused it, such as `rebuild`. */
  readonly command: string;
  /** Who runs the command, `user@host`. */
  readonly by: string;
  readonly since: Date;
  /** The command renews this while it lives. By the service's clock, so that all who look agree. */
  readonly until: Date;
  /** How the command found the trigger; what it was on, it is to be again. */
  readonly found: "on" | "off";
  /** Of this one pause: 16 hexadecimal digits. */
  readonly id: string;
}

/** The key of the tag. */
export const PAUSE_TAG_KEY = "survey-pause";

/** Thrown when the trigger has a pause's tag that no command of this version wrote. */
export class UnreadablePauseError extends Error {
  override readonly name = "UnreadablePauseError";
  readonly code = "UNREADABLE_PAUSE";

  constructor(text: string) {
    super(
      `The trigger's tag ${PAUSE_TAG_KEY} says ${JSON.stringify(text)}, which these commands do not write. So nobody can tell whether a ` +
        "rebuild is running. Nothing was changed. If none is, `lab-survey trigger resume --force` removes the tag and switches the trigger on.",
    );
  }
}

/** What is left of a text in a tag: no spaces, which part the words of the tag, and only what AWS takes. */
const word = (text: string) => text.replaceAll(/[^\p{L}\p{N}_.:/=+\-@]/gu, "_").slice(0, 100) || "_";

/**
 * A pause as the tag's value, which people read in AWS's console too. All of it is in one tag, so that it is written at once.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/tags-esm.html (256 characters at most)
 * @example "rebuild by anna@lab-laptop since 2026-11-24T20:14:36Z until 2026-11-24T20:19:36Z found on id 0123456789abcdef"
 */
export function pauseTag({ command, by, since, until, found, id }: Pause): string {
  const time = (date: Date) => date.toISOString().replace(/\.\d+Z$/, "Z");
  return `${word(command)} by ${word(by)} since ${time(since)} until ${time(until)} found ${found} id ${id}`;
}

const FORM = /^(\S+) by (\S+) since (\S+Z) until (\S+Z) found (on|off) id ([0-9a-f]{16})$/;

/** @throws UnreadablePauseError when a command of this version would not write that. */
export function readPauseTag(text: string): Pause {
  const [, command = "", by = "", from = "", to = "", found, id = ""] = FORM.exec(text) ?? [];
  const [since, until] = [new Date(from), new Date(to)];
  if (Number.isNaN(since.getTime()) || Number.isNaN(until.getTime())) throw new UnreadablePauseError(text);
  return { command, by, since, until, found: found === "off" ? "off" : "on", id };
}
