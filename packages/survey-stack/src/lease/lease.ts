import { type LeaseCommand, leaseCommands } from "./lease-holder.ts";

/**
 * The right to move or delete surveys of a stack, as it is remembered in a tag of the trigger, outside of the process that has it. One
 * command at a time has it.
 */
export interface Lease {
  readonly command: LeaseCommand;
  /** Who runs the command, `user@host`. */
  readonly by: string;
  readonly since: Date;
  /** The command renews this while it lives. By the service's clock, so that all who look agree. */
  readonly until: Date;
  /** How the trigger was found, before any command switched it off. What was on is to be on again. */
  readonly found: "on" | "off";
  /** Of this one lease: 16 hexadecimal digits. */
  readonly id: string;
}

/** The key of the tag. */
export const LEASE_TAG_KEY = "survey-lease";

/** Thrown when the trigger has a lease's tag that no command of this version wrote. */
export class UnreadableLeaseError extends Error {
  override readonly name = "UnreadableLeaseError";
  readonly code = "UNREADABLE_LEASE";

  constructor(text: string) {
    super(
      `The trigger's tag ${LEASE_TAG_KEY} says ${JSON.stringify(text)}, which these commands do not write. So nobody can tell whether ` +
        `one of ${leaseCommands.join(", ")} is running. Nothing was changed. If none is, \`lab-survey trigger resume --force\` removes the ` +
        "tag and switches the trigger on.",
    );
  }
}

/** Whether the command behind a lease is alive: it renews its lease for as long as it lives. */
export function isAlive({ until }: Pick<Lease, "until">, { now }: { readonly now: Date }): boolean {
  return until > now;
}

/** What is left of a text in a tag: no spaces, which part the words of the tag, and only what AWS takes. */
const word = (text: string) => text.replaceAll(/[^\p{L}\p{N}_.:/=+\-@]/gu, "_").slice(0, 100) || "_";

/**
 * A lease as the tag's value, which people read in AWS's console too. All of it is in one tag, so that it is written at once.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/tags-esm.html (256 characters at most)
 * @example "rebuild by anna@lab-laptop since 2026-11-24T20:14:36Z until 2026-11-24T20:19:36Z found on id 0123456789abcdef"
 */
export function leaseTag({ command, by, since, until, found, id }: Lease): string {
  const time = (date: Date) => date.toISOString().replace(/\.\d+Z$/, "Z");
  return `${command} by ${word(by)} since ${time(since)} until ${time(until)} found ${found} id ${id}`;
}

const FORM = /^(\S+) by (\S+) since (\S+Z) until (\S+Z) found (on|off) id ([0-9a-f]{16})$/;

/** @throws UnreadableLeaseError when a command of this version would not write that. */
export function readLeaseTag(text: string): Lease {
  const [, name, by = "", from = "", to = "", found, id = ""] = FORM.exec(text) ?? [];
  const command = leaseCommands.find((one) => one === name);
  const [since, until] = [new Date(from), new Date(to)];
  if (command === undefined || Number.isNaN(since.getTime()) || Number.isNaN(until.getTime())) {
    throw new UnreadableLeaseError(text);
  }
  return { command, by, since, until, found: found === "off" ? "off" : "on", id };
}
