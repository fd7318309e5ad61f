import * as z from "zod";
import { resourceRule } from "../resource-rule.ts";
import { refersTo, stackRule } from "../stack-rule.ts";

const QUEUE = "aws:sqs/queue:Queue";
const REDRIVE_POLICY = "aws:sqs/redrivePolicy:RedrivePolicy";

export const queueRules = [
  resourceRule({
    name: "encrypted-queue",
    description: "Encrypt queues, because surveys wait in them.",
    types: [QUEUE],
    inputs: z.union([
      z.object({ sqsManagedSseEnabled: z.literal(true) }),
      z.object({ kmsMasterKeyId: z.string() }),
    ]),
  }),
  resourceRule({
    name: "encrypted-topic",
    description: "Encrypt topics.",
    types: ["aws:sns/topic:Topic"],
    inputs: z.object({ kmsMasterKeyId: z.string() }),
  }),
  stackRule({
    name: "queue-with-dead-letters",
    description:
      "Give every queue a dead-letter queue, so that a message that cannot be processed is not lost.",
    types: [QUEUE],
    missing: (one, stack) => {
      const isDeadLetterQueue = stack.some((other) => refersTo(other, "redrivePolicy", one));
      const hasOne =
        (one.propertyDependencies.redrivePolicy ?? []).length > 0 ||
        stack.some((other) => other.type === REDRIVE_POLICY && refersTo(other, "queueUrl", one));
      return isDeadLetterQueue || hasOne
        ? undefined
        : "it has no redrive policy, and is no other queue's dead-letter queue";
    },
  }),
  resourceRule({
    name: "partial-batch-responses",
    description:
      "Let triggers report single messages, so that one bad message does not harm the others of its batch.",
    types: ["aws:lambda/eventSourceMapping:EventSourceMapping"],
    inputs: z.object({ functionResponseTypes: z.tuple([z.literal("ReportBatchItemFailures")]) }),
  }),
];
