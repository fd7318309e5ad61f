import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags.ts";
import { keepMessages } from "./keep-messages.ts";
import { queuePolicy } from "./queue-policy.ts";

/** What can differ between our queues. */
export interface HardenedQueueArgs {
  /** Seconds a received message stays hidden. */
  readonly visibilityTimeoutSeconds: number;
  /** Seconds after which SQS deletes a message, counted from when it was first sent. */
  readonly retentionSeconds: number;
  /** JSON that names a dead-letter queue. Without it, the queue has none. */
  readonly redrivePolicy?: pulumi.Input<string>;
  /** Refuse to delete the queue, and to shorten its retention, which deletes messages. */
  readonly protectData: boolean;
  readonly tags: Tags;
}

/** A standard queue, encrypted, for callers over TLS only, with room for the longest message SQS takes. */
export class HardenedQueue extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;

  constructor(name: string, args: HardenedQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:HardenedQueue", name, {}, opts);
    this.queue = new aws.sqs.Queue(
      name,
      {
        visibilityTimeoutSeconds: args.visibilityTimeoutSeconds,
        messageRetentionSeconds: args.retentionSeconds,
        ...(args.redrivePolicy === undefined ? {} : { redrivePolicy: args.redrivePolicy }),
        // 1 MiB, the most SQS allows. Ten of the longest free texts are far smaller.
        maxMessageSize: 1_048_576,
        // Long polling, for everyone who reads the queue by hand.
        receiveWaitTimeSeconds: 20,
        sqsManagedSseEnabled: true,
        tags: args.tags,
      },
      {
        parent: this,
        protect: args.protectData,
        ...(args.protectData ? { hooks: { beforeUpdate: [keepMessages(name)] } } : {}),
      },
    );
    new aws.sqs.QueuePolicy(
      `${name}-policy`,
      {
        queueUrl: this.queue.url,
        policy: this.queue.arn.apply((arn) => JSON.stringify(queuePolicy(arn))),
      },
      { parent: this },
    );
    this.registerOutputs({ queueUrl: this.queue.url });
  }
}
