import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Stack } from "./stack.ts";
import type { QueueDepth } from "./stack-state.ts";

const WAITING = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed"] as const;
const IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

/** How deep a queue is, as SQS says; in AWS the numbers are approximate until a minute after the last change. */
export async function readQueueDepth({ sqs }: Stack, queueUrl: string): Promise<QueueDepth> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...WAITING, IN_FLIGHT] }),
  );
  const count = (name: (typeof WAITING)[number] | typeof IN_FLIGHT) => Number(Attributes?.[name] ?? 0);
  return { waiting: count(WAITING[0]) + count(WAITING[1]), inFlight: count(IN_FLIGHT) };
}
