import { setTimeout } from "node:timers/promises";
import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { readQueueDepth } from "./read-queue-depth.ts";
import type { Stack } from "./stack.ts";

/** A trigger that takes no messages for the time being. */
export interface PausedTrigger {
  /** Whether it was on before; if not, `resume` leaves it off. */
  readonly wasOn: boolean;
  /** Switches it on again, if it was. */
  resume(): Promise<void>;
}

/** Thrown when the trigger of a stack is not there, or does not switch. */
export class TriggerError extends Error {
  override readonly name = "TriggerError";
  readonly code = "TRIGGER";
}

/** How long Lambda may take to switch a trigger, and how often it is asked; in milliseconds. */
const SWITCHING = { timeout: 300_000, local: 50, aws: 2_000 };
/** How long no message may be in flight before that is believed in AWS (SQS's counts lag by up to a minute). */
const EMPTY_FOR = 60_000;

/**
 * Switches the processor's trigger off, and waits until no invocation is under way. Surveys that arrive meanwhile stay
 * in the queue.
 *
 * In a local cloud, a trigger is off once every batch in flight is processed. In AWS, nothing tells that; so this waits
 * until no message has been in flight for a minute or, since failed messages stay hidden for longer, until the queue's
 * visibility timeout is over, which is six times what an invocation may take.
 *
 * @throws TriggerError, or the signal's reason; the trigger is then as it was.
 */
export async function pauseTrigger(
  stack: Stack,
  options: { readonly signal: AbortSignal; readonly onWait?: (what: string) => void },
): Promise<PausedTrigger> {
  const { signal, onWait } = options;
  const { UUID, State } = await findTrigger(stack);
  if (UUID === undefined) throw new TriggerError("Lambda does not name the trigger of the survey queue.");
  const wasOn = State !== "Disabled" && State !== "Disabling";
  const resume = async () => {
    if (wasOn) await switchTrigger(stack, UUID, true);
  };
  try {
    onWait?.("Waiting until the trigger is off");
    if (wasOn) await switchTrigger(stack, UUID, false);
    await untilState(stack, UUID, "Disabled", signal);
    if (!stack.local) await untilNothingInFlight(stack, signal, onWait);
  } catch (error) {
    await resume();
    throw error;
  }
  return { wasOn, resume };
}

/** The trigger that hands the survey queue's messages to the processor. */
export async function findTrigger({ lambda, outputs }: Stack): Promise<EventSourceMappingConfiguration> {
  const { queueArn, functionName } = outputs;
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: queueArn, FunctionName: functionName }),
  );
  const [trigger] = EventSourceMappings;
  if (trigger !== undefined) return trigger;
  throw new TriggerError(`There is no trigger from ${queueArn} to the function ${functionName}.`);
}

/** Lambda takes one change of a trigger at a time. */
async function switchTrigger(stack: Stack, UUID: string, Enabled: boolean): Promise<void> {
  const end = performance.now() + SWITCHING.timeout;
  for (;;) {
    try {
      await stack.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
      return;
    } catch (error) {
      if (!(error instanceof ResourceInUseException) || performance.now() > end) throw error;
      await setTimeout(stack.local ? SWITCHING.local : SWITCHING.aws);
    }
  }
}

async function untilState(stack: Stack, UUID: string, wanted: string, signal: AbortSignal): Promise<void> {
  const end = performance.now() + SWITCHING.timeout;
  for (;;) {
    const { State } = await stack.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    if (State === wanted) return;
    if (performance.now() > end) throw new TriggerError(`The trigger is still ${State}, not ${wanted}.`);
    await setTimeout(stack.local ? SWITCHING.local : SWITCHING.aws, undefined, { signal });
  }
}

async function untilNothingInFlight(
  stack: Stack,
  signal: AbortSignal,
  onWait: ((what: string) => void) | undefined,
): Promise<void> {
  const { sqs, outputs } = stack;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: outputs.queueUrl, AttributeNames: ["VisibilityTimeout"] }),
  );
  const start = performance.now();
  const end = start + Number(Attributes?.VisibilityTimeout ?? 0) * 1_000;
  let emptySince: number | undefined;
  while (performance.now() < end) {
    const { inFlight } = await readQueueDepth(stack, outputs.queueUrl);
    onWait?.(`Waiting for work in flight: ${inFlight} messages`);
    emptySince = inFlight === 0 ? (emptySince ?? performance.now()) : undefined;
    if (emptySince !== undefined && performance.now() - emptySince >= EMPTY_FOR) return;
    await setTimeout(SWITCHING.aws, undefined, { signal });
  }
}
