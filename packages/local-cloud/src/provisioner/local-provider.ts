import * as z from "zod";
import { ProvisionError } from "./provision-error.ts";
import type {
  CreatedResource,
  ProvisionContext,
  ProvisionedResource,
  ResourceHandler,
} from "./resource-handler.ts";
import { cloudwatchLogGroup } from "./resources/cloudwatch-log-group.ts";
import { dynamodbTable } from "./resources/dynamodb-table.ts";
import { iamPolicy, iamRole, iamRolePolicy, iamRolePolicyAttachment } from "./resources/iam.ts";
import { lambdaEventSourceMapping } from "./resources/lambda-event-source-mapping.ts";
import { lambdaFunction } from "./resources/lambda-function.ts";
import { s3Bucket } from "./resources/s3-bucket.ts";
import {
  s3BucketEncryption,
  s3BucketLifecycle,
  s3BucketOwnershipControls,
  s3BucketPolicy,
  s3BucketPublicAccessBlock,
  s3BucketVersioning,
} from "./resources/s3-bucket-settings.ts";
import { sqsQueue } from "./resources/sqs-queue.ts";
import { sqsQueuePolicy, sqsRedriveAllowPolicy, sqsRedrivePolicy } from "./resources/sqs-queue-policies.ts";

/** Every resource type that the local cloud knows. */
const handlers: ReadonlyMap<string, ResourceHandler> = new Map([
  ["aws:cloudwatch/logGroup:LogGroup", cloudwatchLogGroup],
  ["aws:dynamodb/table:Table", dynamodbTable],
  ["aws:iam/policy:Policy", iamPolicy],
  ["aws:iam/role:Role", iamRole],
  ["aws:iam/rolePolicy:RolePolicy", iamRolePolicy],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", iamRolePolicyAttachment],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", lambdaEventSourceMapping],
  ["aws:lambda/function:Function", lambdaFunction],
  ["aws:s3/bucket:Bucket", s3Bucket],
  ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", s3BucketLifecycle],
  ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", s3BucketOwnershipControls],
  ["aws:s3/bucketPolicy:BucketPolicy", s3BucketPolicy],
  ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", s3BucketPublicAccessBlock],
  [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    s3BucketEncryption,
  ],
  ["aws:s3/bucketVersioning:BucketVersioning", s3BucketVersioning],
  ["aws:sqs/queue:Queue", sqsQueue],
  ["aws:sqs/queuePolicy:QueuePolicy", sqsQueuePolicy],
  ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", sqsRedriveAllowPolicy],
  ["aws:sqs/redrivePolicy:RedrivePolicy", sqsRedrivePolicy],
]);

const inputsSchema = z.record(z.string(), z.unknown());

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
    const handler = handlers.get(type);
    if (handler === undefined) {
      const where = "packages/local-cloud/src/provisioner/local-provider.ts";
      throw new ProvisionError(
        type,
        name,
        `the local cloud does not know this type; add a handler in ${where}`,
      );
    }
    try {
      const created = await handler.create(name, inputs, this.#context);
      const state = { ...inputs, region: this.#context.region, ...created.state };
      this.#resources.push({ type, name, inputs, custom: true, id: created.id, state });
      return { id: created.id, state };
    } catch (cause) {
      throw new ProvisionError(type, name, explain(cause), { cause });
    }
  }

  /** Deletes all resources of a type, or all there are, the newest first. */
  async deleteAll(type?: string): Promise<void> {
    for (const resource of this.#resources.toReversed()) {
      if (type !== undefined && resource.type !== type) continue;
      await handlers.get(resource.type)?.delete(resource.id, resource.state, this.#context);
      this.#resources.splice(this.#resources.indexOf(resource), 1);
    }
  }
}

function explain(cause: unknown): string {
  if (cause instanceof z.ZodError) return z.prettifyError(cause);
  return cause instanceof Error ? cause.message : String(cause);
}
