import { randomUUID } from "node:crypto";
import * as z from "zod";
import { jsonText } from "../../json-text.ts";
import { policyText } from "../policy-document.ts";
import { mustExist, recordOnly } from "../record-only.ts";
import { arn, named, physicalName, type ResourceHandler } from "../resource-handler.ts";

const TOPIC_TYPE = "aws:sns/topic:Topic";

const topic = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}$/, { error: "letters, digits, _ and -" })
    .optional(),
  fifoTopic: z.literal(false, { error: "FIFO topics are not supported" }).optional(),
  kmsMasterKeyId: z.string().optional(),
});

/** aws:sns/topic:Topic. Nothing is published here; the topic exists to be referred to. */
export const snsTopic = recordOnly((logicalName, given, context) => {
  const inputs = topic.parse(given);
  if (inputs.kmsMasterKeyId?.startsWith("arn:") === true) {
    mustExist(context, "aws:kms/key:Key", "arn", inputs.kmsMasterKeyId);
  }
  const name = physicalName(logicalName, inputs.name);
  const topicArn = arn("sns", context.region, name);
  return { id: topicArn, state: { ...inputs, name, arn: topicArn } };
}, named);

/**
 * The actions of the policy that SNS gives a new topic, and `Receive`. It refuses those that are not about a topic, such as
 * `CreateTopic`: "Policy statement action out of service scope!"
 *
 * @see https://github.com/hashicorp/terraform/issues/12740
 * @see https://github.com/aws/aws-cli/issues/3143
 */
const topicActions = [
  "sns:AddPermission",
  "sns:DeleteTopic",
  "sns:GetTopicAttributes",
  "sns:ListSubscriptionsByTopic",
  "sns:Publish",
  "sns:Receive",
  "sns:RemovePermission",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
];

const policyActions = jsonText.pipe(
  z.object({ Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) })) }),
);

const topicPolicy = z.object({ arn: z.string(), policy: policyText });

/** aws:sns/topicPolicy:TopicPolicy. It enforces nothing. */
export const snsTopicPolicy = recordOnly(
  (_name, given, context) => {
    const inputs = topicPolicy.parse(given);
    mustExist(context, TOPIC_TYPE, "arn", inputs.arn);
    const actions = policyActions.parse(inputs.policy).Statement.flatMap(({ Action }) => Action);
    const refused = actions.filter((action) => !topicActions.includes(action));
    if (refused.length > 0) {
      throw new Error(`Policy statement action out of service scope! (${refused.join(", ")})`);
    }
    return { id: inputs.arn, state: inputs };
  },
  { replacedOn: ["arn"] },
);

const subscription = z
  .object({
    topic: z.string(),
    protocol: z.enum(["email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"]),
    endpoint: z.string().min(1),
  })
  .refine(
    ({ protocol, endpoint }) => !protocol.startsWith("email") || z.email().safeParse(endpoint).success,
    {
      error: "the endpoint is no e-mail address",
    },
  );

/** aws:sns/topicSubscription:TopicSubscription. Nobody is asked to confirm it, so it stays pending. */
export const snsTopicSubscription: ResourceHandler = {
  ...recordOnly(
    (_name, given, context) => {
      const inputs = subscription.parse(given);
      mustExist(context, TOPIC_TYPE, "arn", inputs.topic);
      const subscriptionArn = `${inputs.topic}:${randomUUID()}`;
      return { id: subscriptionArn, state: { ...inputs, arn: subscriptionArn, pendingConfirmation: true } };
    },
    { replacedOn: ["topic", "protocol", "endpoint"] },
  ),
  update: async (id, given) => ({ ...subscription.parse(given), arn: id, pendingConfirmation: true }),
};
