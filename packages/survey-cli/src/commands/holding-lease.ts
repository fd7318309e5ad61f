import type { CommandContext } from "@lab/command-line";
import { type LeaseCommand, type Stack, withLease } from "@lab/survey-stack";

/**
 * Does a command's work with the lease of the stack, and shows for whom it waits and what a command that died has left.
 *
 * @param options.whenOff - what to do while the trigger is off, which refuses.
 * @param work - its signal comes with Ctrl-C, and when the lease is lost.
 */
export async function holdingLease<T>(
  stack: Stack,
  options: { readonly command: LeaseCommand; readonly whenOff: string },
  { progress, signal }: Pick<CommandContext, "progress" | "signal">,
  work: (held: AbortSignal) => Promise<T>,
): Promise<T> {
  const lease = {
    ...options,
    signal,
    onWait: (what: string) => progress.show(what),
    onNotice: (text: string) => progress.say(text),
  };
  return await withLease(stack, lease, work);
}
