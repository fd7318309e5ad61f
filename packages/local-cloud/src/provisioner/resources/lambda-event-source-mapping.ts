import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { LocalFunction } from "../../trigger/local-function.ts";
import { QueueTrigger, type TriggerDeclaration } from "../../trigger/queue-trigger.ts";
import { triggerArn } from "../../trigger/trigger-arn.ts";
import { policiesAllow } from "../policies-allow.ts";
import type { ProvisionContext, ResourceHandler } from "../resource-handler.ts";
import { policiesOfRole } from "../role-policies.ts";

const inputs = z.object({
  eventSourceArn: z.string().regex(/^arn:aws:sqs:/, { error: "only queues are supported" }),
  functionName: z.string(),
  batchSize: z.number().int().min(1).max(10_000).default(10),
  maximumBatchingWindowInSeconds: z.number().int().min(0).max(300).default(0),
  functionResponseTypes: z.array(z.enum(["ReportBatchItemFailures"])).default([]),
  scalingConfig: z.object({ maximumConcurrency: z.number().int().min(2).max(1_000) }).optional(),
  enabled: z.boolean().default(true),
  tags: z.record(z.string(), z.string()).default({}),
  filterCriteria: z.undefined({ error: "filters are not supported" }).optional(),
});

/**
 * What a function's role must allow on the queue for Lambda to take a trigger.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html (permissions of the execution role)
 */
const neededOnQueue = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];

/** aws:lambda/eventSourceMapping:EventSourceMapping: a trigger, polling from its creation on. */
export const lambdaEventSourceMapping: ResourceHandler = {
  // AWS can point a mapping at another function. Here that makes a new mapping.
  replacedOn: ["eventSourceArn", "functionName"],
  create: async (_name, given, context) => {
    const mapping = inputs.parse(given);
    const target = findFunction(mapping.functionName, context);
    const trigger = new QueueTrigger(declare(mapping, target, context), target, context.sqs, context.events);
    if (mapping.enabled) trigger.start();
    retag(trigger, {}, mapping.tags);
    const uuid = randomUUID();
    context.triggers.set(uuid, trigger);
    const arn = triggerArn(uuid, target.declaration.arn);
    return {
      id: uuid,
      state: { ...mapping, uuid, arn, functionArn: target.declaration.arn, state: "Enabled" },
    };
  },
  update: async (uuid, given, context, state) => {
    const mapping = inputs.parse(given);
    const trigger = context.triggers.get(uuid);
    if (trigger === undefined) throw new Error(`there is no trigger "${uuid}"`);
    await trigger.reconfigure(declare(mapping, trigger.target, context));
    // As in AWS, settings that the program does not change stay as somebody left them, such as off or tagged.
    const before = inputs.parse(state);
    if (mapping.enabled !== before.enabled) {
      if (mapping.enabled) trigger.start();
      else await trigger.stop();
    }
    retag(trigger, before.tags, mapping.tags);
    return { ...state, ...mapping };
  },
  delete: async (uuid, _state, { triggers }) => {
    await triggers.get(uuid)?.stop();
    triggers.delete(uuid);
  },
};

/** Changes the tags that the program declares, and leaves those that somebody else gave. */
function retag(
  trigger: QueueTrigger,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): void {
  for (const key of Object.keys(before)) trigger.tags.delete(key);
  for (const [key, value] of Object.entries(after)) trigger.tags.set(key, value);
}

/** What the trigger is to do, checked as AWS checks it. */
function declare(
  mapping: z.infer<typeof inputs>,
  target: LocalFunction,
  context: ProvisionContext,
): TriggerDeclaration {
  if (mapping.batchSize > 10 && mapping.maximumBatchingWindowInSeconds === 0) {
    throw new Error("a batchSize over 10 needs a maximumBatchingWindowInSeconds of 1 or more");
  }
  const queueUrl = findQueue(mapping.eventSourceArn, target.declaration.timeoutSeconds, context);
  mustBeAllowed(target.declaration.arn, mapping.eventSourceArn, context);
  return {
    queueUrl,
    queueArn: mapping.eventSourceArn,
    batchSize: mapping.batchSize,
    batchingWindowSeconds: mapping.maximumBatchingWindowInSeconds,
    maximumConcurrency: mapping.scalingConfig?.maximumConcurrency ?? 1_000,
    reportBatchItemFailures: mapping.functionResponseTypes.includes("ReportBatchItemFailures"),
  };
}

function findFunction(nameOrArn: string, { functions }: ProvisionContext) {
  const found =
    functions.get(nameOrArn) ??
    [...functions.values()].find(({ declaration }) => declaration.name === nameOrArn);
  if (found === undefined) throw new Error(`there is no function "${nameOrArn}"`);
  return found;
}

function findQueue(queueArn: string, functionTimeoutSeconds: number, { find }: ProvisionContext): string {
  const queue = find("aws:sqs/queue:Queue", "arn", queueArn);
  if (queue === undefined) throw new Error(`there is no queue "${queueArn}"`);
  const { url, visibilityTimeoutSeconds } = z
    .object({ url: z.string(), visibilityTimeoutSeconds: z.number() })
    .parse(queue.state);
  if (visibilityTimeoutSeconds < functionTimeoutSeconds) {
    throw new Error(
      `Queue visibility timeout: ${visibilityTimeoutSeconds} seconds is less than Function timeout: ${functionTimeoutSeconds} seconds`,
    );
  }
  return url;
}

function mustBeAllowed(functionArn: string, queueArn: string, context: ProvisionContext): void {
  const roleArn = context.find("aws:lambda/function:Function", "arn", functionArn)?.state.role;
  const role = context.find("aws:iam/role:Role", "arn", z.string().parse(roleArn));
  const policies = policiesOfRole(z.string().parse(role?.state.name), context);
  for (const action of neededOnQueue) {
    if (!policiesAllow(policies, `sqs:${action}`, queueArn)) {
      throw new Error(
        `The provided execution role does not have permissions to call ${action} on SQS: ` +
          `allow sqs:${action} on ${queueArn}, and let the trigger depend on the role's policies`,
      );
    }
  }
}
