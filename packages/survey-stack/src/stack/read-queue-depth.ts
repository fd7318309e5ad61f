import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Stack } from "./stack.ts";
import type { QueueDepth } from "./stack-state.ts";

const waiting = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed"] as const;
const IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

/** How deep a queue is, as SQS says; in AWS the numbers are approximate until a minute after the last change. */
export async function readQueueDepth({ sqs }: Stack, queueUrl: string): Promise<QueueDepth> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...waiting, IN_FLIGHT] }),
  );
  const count = (name: (typeof waiting)[number] | typeof IN_FLIGHT) => Number(Attributes?.[name] ?? 0);
  return { waiting: count(waiting[0]) + count(waiting[1]), inFlight: count(IN_FLIGHT) };
}
