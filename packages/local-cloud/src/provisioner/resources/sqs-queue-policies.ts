import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { jsonTextOf, policyText } from "../policy-document.ts";
import { mustExist } from "../record-only.ts";
import type { CreatedResource, ProvisionContext, ResourceHandler } from "../resource-handler.ts";

const QUEUE_TYPE = "aws:sqs/queue:Queue";

/** A resource that sets one attribute of a queue. */
function queueAttribute(
  input: string,
  attribute: "Policy" | "RedrivePolicy" | "RedriveAllowPolicy",
  text: z.ZodType<string>,
): ResourceHandler {
  const inputs = z.object({ queueUrl: z.string(), [input]: text });
  const set = async (given: unknown, context: ProvisionContext): Promise<CreatedResource> => {
    const parsed = inputs.parse(given);
    const queueUrl = z.string().parse(parsed.queueUrl);
    const value = z.string().parse(parsed[input]);
    mustExist(context, QUEUE_TYPE, "url", queueUrl);
    await context.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { [attribute]: value } }),
    );
    return { id: queueUrl, state: parsed };
  };
  return {
    replacedOn: ["queueUrl"],
    create: (_name, given, context) => set(given, context),
    update: async (_id, given, context) => (await set(given, context)).state,
    delete: async (queueUrl, _state, { sqs }) => {
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { [attribute]: "" } }));
    },
  };
}

/** aws:sqs/queuePolicy:QueuePolicy. The engine keeps the policy and enforces nothing. */
export const sqsQueuePolicy = queueAttribute("policy", "Policy", policyText);

/** aws:sqs/redrivePolicy:RedrivePolicy: which dead-letter queue, after how many receives. */
export const sqsRedrivePolicy = queueAttribute(
  "redrivePolicy",
  "RedrivePolicy",
  jsonTextOf(
    z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number().int().min(1).max(1_000) }),
  ),
);

/** aws:sqs/redriveAllowPolicy:RedriveAllowPolicy. The engine keeps the policy and enforces nothing. */
export const sqsRedriveAllowPolicy = queueAttribute(
  "redriveAllowPolicy",
  "RedriveAllowPolicy",
  jsonTextOf(
    z.object({
      redrivePermission: z.enum(["allowAll", "denyAll", "byQueue"]),
      sourceQueueArns: z.array(z.string()).max(10).optional(),
    }),
  ),
);
