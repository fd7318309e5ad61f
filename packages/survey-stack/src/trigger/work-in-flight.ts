import { setTimeout } from "node:timers/promises";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { readQueueDepth } from "../stack/read-queue-depth.ts";
import type { Stack } from "../stack/stack.ts";
import type { TriggerTiming } from "./trigger-timing.ts";

/**
 * Waits until no invocation of the processor is under way, once its trigger is off. Nothing in AWS tells that; so this waits until no
 * message has been in flight for a while or, since failed messages stay hidden for longer, until the queue's visibility timeout is
 * over, which is six times what an invocation may take.
 *
 * @throws The signal's reason; whatever a request throws.
 */
export async function untilNothingInFlight(
  stack: Stack,
  options: {
    readonly timing: TriggerTiming;
    readonly signal: AbortSignal;
    readonly onWait?: ((what: string) => void) | undefined;
  },
): Promise<void> {
  const { timing, signal, onWait } = options;
  const { sqs, outputs } = stack;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: outputs.queueUrl, AttributeNames: ["VisibilityTimeout"] }),
  );
  const end = performance.now() + Number(Attributes?.VisibilityTimeout ?? 0) * 1_000;
  let emptySince: number | undefined;
  while (performance.now() < end) {
    const { inFlight } = await readQueueDepth(stack, outputs.queueUrl);
    onWait?.(`Waiting for work in flight: ${inFlight} messages`);
    emptySince = inFlight === 0 ? (emptySince ?? performance.now()) : undefined;
    if (emptySince !== undefined && performance.now() - emptySince >= timing.emptyFor) return;
    await setTimeout(timing.poll, undefined, { signal });
  }
}
