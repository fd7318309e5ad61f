import { CreateQueueCommand, DeleteQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { arn, named, physicalName, type ResourceHandler } from "../resource-handler.ts";

const inputs = z.object({
  name: z.string().optional(),
  visibilityTimeoutSeconds: z.number().default(30),
  messageRetentionSeconds: z.number().default(345_600),
  maxMessageSize: z.number().default(1_048_576),
  receiveWaitTimeSeconds: z.number().default(0),
  delaySeconds: z.number().default(0),
  redrivePolicy: z.string().optional(),
  sqsManagedSseEnabled: z.boolean().default(true),
  fifoQueue: z.literal(false, { error: "FIFO queues are not supported" }).optional(),
});

/** aws:sqs/queue:Queue: a queue of the messaging engine. */
export const sqsQueue: ResourceHandler = {
  nameInput: named.nameInput,
  replacedOn: [...named.replacedOn, "fifoQueue"],
  create: async (logicalName, given, { sqs, region }) => {
    const queue = inputs.parse(given);
    const name = physicalName(logicalName, queue.name);
    const { QueueUrl: url } = await sqs.send(
      new CreateQueueCommand({
        QueueName: name,
        Attributes: attributes(queue),
      }),
    );
    if (url === undefined) throw new Error("the engine gave it no URL");
    return { id: url, state: { ...queue, name, url, arn: arn("sqs", region, name) } };
  },
  update: async (url, given, { sqs }, state) => {
    const queue = inputs.parse(given);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes(queue) }));
    return { ...state, ...queue };
  },
  delete: async (url, _state, { sqs }) => {
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  },
};

function attributes(queue: z.infer<typeof inputs>): Record<string, string> {
  return {
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(queue.messageRetentionSeconds),
    MaximumMessageSize: String(queue.maxMessageSize),
    ReceiveMessageWaitTimeSeconds: String(queue.receiveWaitTimeSeconds),
    DelaySeconds: String(queue.delaySeconds),
    SqsManagedSseEnabled: String(queue.sqsManagedSseEnabled),
    ...(queue.redrivePolicy === undefined ? {} : { RedrivePolicy: queue.redrivePolicy }),
  };
}
