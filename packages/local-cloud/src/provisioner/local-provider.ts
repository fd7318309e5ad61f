import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { ProvisionError } from "./provision-error.ts";
import {
  type CreatedResource,
  isMadeUp,
  type ProvisionContext,
  type ProvisionedResource,
  physicalName,
  type ResourceHandler,
  type ResourceState,
} from "./resource-handler.ts";
import { cloudwatchDashboard } from "./resources/cloudwatch-dashboard.ts";
import { cloudwatchLogGroup } from "./resources/cloudwatch-log-group.ts";
import { cloudwatchMetricAlarm } from "./resources/cloudwatch-metric-alarm.ts";
import { dynamodbTable } from "./resources/dynamodb-table.ts";
import { iamPolicy, iamRole, iamRolePolicy, iamRolePolicyAttachment } from "./resources/iam.ts";
import { kmsKey } from "./resources/kms-key.ts";
import { lambdaEventSourceMapping } from "./resources/lambda-event-source-mapping.ts";
import { lambdaFunction } from "./resources/lambda-function.ts";
import { s3Bucket } from "./resources/s3-bucket.ts";
import { s3BucketObjectLock } from "./resources/s3-bucket-object-lock.ts";
import {
  s3BucketEncryption,
  s3BucketLifecycle,
  s3BucketOwnershipControls,
  s3BucketPolicy,
  s3BucketPublicAccessBlock,
  s3BucketVersioning,
} from "./resources/s3-bucket-settings.ts";
import { snsTopic, snsTopicPolicy, snsTopicSubscription } from "./resources/sns-topic.ts";
import { sqsQueue } from "./resources/sqs-queue.ts";
import { sqsQueuePolicy, sqsRedriveAllowPolicy, sqsRedrivePolicy } from "./resources/sqs-queue-policies.ts";

/** Every resource type that the local cloud knows. */
const handlers: ReadonlyMap<string, ResourceHandler> = new Map([
  ["aws:cloudwatch/dashboard:Dashboard", cloudwatchDashboard],
  ["aws:cloudwatch/logGroup:LogGroup", cloudwatchLogGroup],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", cloudwatchMetricAlarm],
  ["aws:dynamodb/table:Table", dynamodbTable],
  ["aws:iam/policy:Policy", iamPolicy],
  ["aws:iam/role:Role", iamRole],
  ["aws:iam/rolePolicy:RolePolicy", iamRolePolicy],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", iamRolePolicyAttachment],
  ["aws:kms/key:Key", kmsKey],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", lambdaEventSourceMapping],
  ["aws:lambda/function:Function", lambdaFunction],
  ["aws:s3/bucket:Bucket", s3Bucket],
  ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", s3BucketLifecycle],
  ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", s3BucketObjectLock],
  ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", s3BucketOwnershipControls],
  ["aws:s3/bucketPolicy:BucketPolicy", s3BucketPolicy],
  ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", s3BucketPublicAccessBlock],
  [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    s3BucketEncryption,
  ],
  ["aws:s3/bucketVersioning:BucketVersioning", s3BucketVersioning],
  ["aws:sns/topic:Topic", snsTopic],
  ["aws:sns/topicPolicy:TopicPolicy", snsTopicPolicy],
  ["aws:sns/topicSubscription:TopicSubscription", snsTopicSubscription],
  ["aws:sqs/queue:Queue", sqsQueue],
  ["aws:sqs/queuePolicy:QueuePolicy", sqsQueuePolicy],
  ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", sqsRedriveAllowPolicy],
  ["aws:sqs/redrivePolicy:RedrivePolicy", sqsRedrivePolicy],
]);

const inputsSchema = z.record(z.string(), z.unknown());

/** What another declaration of a resource would change about it. */
export interface ResourceDiff {
  /** The inputs that differ. */
  readonly changed: readonly string[];
  /** Those of them that ask for a new resource in the place of the old one. */
  readonly replaced: readonly string[];
  /** Whether a new resource would have the old one's name or id, so that the old one has to go first. */
  readonly samePlace: boolean;
}

/** A resource's inputs, by name. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Makes declared resources real in the engines, and knows all that it made. */
export class LocalProvider {
  readonly #context: ProvisionContext;
  readonly #resources: ProvisionedResource[] = [];

  constructor(context: Omit<ProvisionContext, "find">) {
    this.#context = {
      ...context,
      find: (type, output, value) =>
        this.#resources.find((resource) => resource.type === type && resource.state[output] === value),
    };
  }

  /** All resources, in the order of their creation. */
  get resources(): readonly ProvisionedResource[] {
    return this.#resources;
  }

  /** Takes note of a component, which exists only in the program. */
  record(type: string, name: string, given: unknown): CreatedResource {
    const inputs = inputsSchema.parse(given);
    this.#resources.push({ type, name, inputs, custom: false, id: "", state: inputs });
    return { id: "", state: inputs };
  }

  /**
   * Creates a resource.
   *
   * @returns Its id and its outputs: what was declared, and what the engine made of it.
   * @throws {ProvisionError} for a type that nobody has written a handler for, and for everything that goes wrong.
   */
  async create(type: string, name: string, given: unknown): Promise<CreatedResource> {
    const inputs = inputsSchema.parse(given);
    const handler = handlerOf(type, name);
    try {
      const created = await handler.create(name, inputs, this.#context);
      const state = { ...inputs, region: this.#context.region, ...created.state };
      this.#resources.push({ type, name, inputs, custom: true, id: created.id, state });
      this.#context.events.emit("resourcesChanged");
      return { id: created.id, state };
    } catch (cause) {
      throw new ProvisionError(type, name, explain(cause), { cause });
    }
  }

  /**
   * The inputs as the resource will have them. A resource that the program does not name keeps its name, or
   * gets one.
   */
  check(type: string, name: string, given: Inputs, before: Inputs | undefined): Inputs {
    const nameInput = handlerOf(type, name).nameInput;
    if (nameInput === undefined || given[nameInput] !== undefined) return given;
    return { ...given, [nameInput]: before?.[nameInput] ?? physicalName(name) };
  }

  /** What another declaration of a resource would change. */
  diff(type: string, name: string, before: Inputs, after: Inputs): ResourceDiff {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    const changed = [...keys].filter((key) => !isDeepStrictEqual(before[key], after[key]));
    const { replacedOn, nameInput } = handlerOf(type, name);
    return {
      changed,
      replaced: changed.filter((key) => replacedOn.includes(key)),
      samePlace: nameInput === undefined || !isMadeUp(name, after[nameInput]),
    };
  }

  /** The living resource, or undefined when this local cloud has none with that id. */
  read(type: string, id: string): ProvisionedResource | undefined {
    return this.#resources.find((resource) => resource.type === type && resource.id === id);
  }

  /**
   * Gives a living resource other inputs.
   *
   * @returns Its new outputs.
   * @throws {ProvisionError} when there is no such resource, and for everything that goes wrong.
   */
  async update(type: string, name: string, id: string, given: unknown): Promise<ResourceState> {
    const inputs = inputsSchema.parse(given);
    const resource = this.read(type, id);
    if (resource === undefined) {
      throw new ProvisionError(
        type,
        name,
        "this local cloud has none, because it was started anew. Run `pulumi refresh` first",
      );
    }
    try {
      const changed = await handlerOf(type, name).update(id, inputs, this.#context, resource.state);
      const state = { ...inputs, region: this.#context.region, ...changed };
      this.#replace(resource, { ...resource, inputs, state });
      return state;
    } catch (cause) {
      throw new ProvisionError(type, name, explain(cause), { cause });
    }
  }

  /** Deletes a resource; one that is not there is deleted already. */
  async delete(type: string, id: string): Promise<void> {
    const resource = this.read(type, id);
    if (resource === undefined) return;
    try {
      await handlers.get(type)?.delete(id, resource.state, this.#context);
    } catch (cause) {
      throw new ProvisionError(type, resource.name, explain(cause), { cause });
    }
    this.#replace(resource);
  }

  /** Deletes all resources of a type, or all there are, the newest first. */
  async deleteAll(type?: string): Promise<void> {
    for (const resource of this.#resources.toReversed()) {
      if (type === undefined || resource.type === type) await this.delete(resource.type, resource.id);
    }
  }

  /** Replaces a resource by another, or by none. Nothing happens if somebody else has done so meanwhile. */
  #replace(resource: ProvisionedResource, ...by: readonly ProvisionedResource[]): void {
    const index = this.#resources.indexOf(resource);
    if (index !== -1) this.#resources.splice(index, 1, ...by);
    this.#context.events.emit("resourcesChanged");
  }
}

function handlerOf(type: string, name: string): ResourceHandler {
  const handler = handlers.get(type);
  if (handler !== undefined) return handler;
  const where = "packages/local-cloud/src/provisioner/local-provider.ts";
  throw new ProvisionError(type, name, `the local cloud does not know this type. Add a handler in ${where}`);
}

function explain(cause: unknown): string {
  if (cause instanceof z.ZodError) return z.prettifyError(cause);
  return cause instanceof Error ? cause.message : String(cause);
}
