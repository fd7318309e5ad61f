import {
  type EventSourceMappingConfiguration,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
} from "@aws-sdk/client-lambda";
import { LOCAL_CLOUD_HEADER } from "@lab/local-cloud";
import { LEASE_TAG_KEY, type Lease, readLeaseTag } from "../lease/lease.ts";
import { replyOf } from "../stack/reply-of.ts";
import type { Stack } from "../stack/stack.ts";

/** The trigger that hands the survey queue's messages to the processor, as it was a moment ago. */
export interface Trigger {
  readonly uuid: string;
  readonly arn: string;
  /** Lambda's word for it: `Enabled`, `Disabled`, or on its way there. */
  readonly state: string;
  /** Whether it takes surveys, or soon will. */
  readonly on: boolean;
  /** What a command has written down that may have died since. */
  readonly lease: Lease | undefined;
  /** When this was, by the service's clock. */
  readonly now: Date;
  /** Whether it is a local cloud that answered: what its queues and trigger say of themselves is exact, in AWS it is approximate. */
  readonly local: boolean;
}

/** Thrown when the trigger of a stack is not there, or does not switch. */
export class TriggerError extends Error {
  override readonly name = "TriggerError";
  readonly code = "TRIGGER";
}

/**
 * Looks at the trigger of a stack.
 *
 * @throws TriggerError when there is none; UnreadableLeaseError; whatever a request throws.
 */
export async function readTrigger(stack: Stack): Promise<Trigger> {
  const trigger = await readOnce(stack);
  // Its state and its tag are two requests. A pause that ends in between would look like a trigger that was off before.
  return trigger.on || trigger.lease !== undefined ? trigger : await readOnce(stack);
}

/** The trigger's UUID and ARN, and its state. */
export async function findTrigger({
  lambda,
  outputs,
}: Stack): Promise<Pick<Trigger, "uuid" | "arn" | "state" | "on">> {
  const { queueArn, functionName } = outputs;
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: queueArn, FunctionName: functionName }),
  );
  const [trigger] = EventSourceMappings;
  if (trigger === undefined) {
    throw new TriggerError(`There is no trigger from ${queueArn} to the function ${functionName}.`);
  }
  const { UUID: uuid, EventSourceMappingArn: arn, State: state = "" } = trigger;
  if (uuid === undefined || arn === undefined) {
    throw new TriggerError("Lambda does not name the trigger of the survey queue.");
  }
  return { uuid, arn, state, on: isOn(trigger) };
}

export function isOn({ State }: Pick<EventSourceMappingConfiguration, "State">): boolean {
  return State !== "Disabled" && State !== "Disabling";
}

async function readOnce(stack: Stack): Promise<Trigger> {
  const trigger = await findTrigger(stack);
  const { tag, now, local } = await readTag(stack, trigger.arn);
  return { ...trigger, lease: tag === undefined ? undefined : readLeaseTag(tag), now, local };
}

/** The lease's tag, and what the reply's headers tell of who answered, and when. */
async function readTag({ lambda }: Stack, Resource: string) {
  const command = new ListTagsCommand({ Resource });
  const reply = replyOf(command);
  const { Tags = {} } = await lambda.send(command);
  const local = reply.header(LOCAL_CLOUD_HEADER) === "true";
  return { tag: Tags[LEASE_TAG_KEY], now: new Date(reply.time()), local };
}
