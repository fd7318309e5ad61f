import { setTimeout } from "node:timers/promises";
import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import type { Stack } from "../stack/stack.ts";
import { TriggerError } from "./read-trigger.ts";
import type { TriggerTiming } from "./trigger-timing.ts";

/**
 * Switches a trigger on or off, and waits until Lambda says that it is. Asked for what it is already, it changes nothing, so a reply
 * that is lost costs only another request.
 *
 * @param UUID - The trigger's.
 * @throws TriggerError when it does not switch in time; the signal's reason; whatever a request throws.
 */
export async function switchTrigger(
  stack: Stack,
  UUID: string,
  Enabled: boolean,
  { timing, signal }: { readonly timing: TriggerTiming; readonly signal?: AbortSignal },
): Promise<void> {
  const end = performance.now() + timing.switching;
  await askToSwitch(stack, { UUID, Enabled }, { end, timing });
  const wanted = Enabled ? "Enabled" : "Disabled";
  for (;;) {
    const { State } = await stack.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    if (State === wanted) return;
    if (performance.now() > end) throw new TriggerError(`The trigger is still ${State}, not ${wanted}.`);
    await setTimeout(timing.poll, undefined, signal && { signal });
  }
}

/** Lambda takes one change of a trigger at a time. */
async function askToSwitch(
  { lambda }: Stack,
  input: { readonly UUID: string; readonly Enabled: boolean },
  { end, timing }: { readonly end: number; readonly timing: TriggerTiming },
): Promise<void> {
  for (;;) {
    try {
      await lambda.send(new UpdateEventSourceMappingCommand(input));
      return;
    } catch (error) {
      const inUse = error instanceof Error && error.name === "ResourceInUseException";
      if (!inUse || performance.now() > end) throw error;
      await setTimeout(timing.poll);
    }
  }
}
