import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags.ts";
import { HardenedQueue } from "./hardened-queue.ts";
import { DEAD_LETTER_RETENTION_DAYS, SECONDS_PER_DAY, visibilityTimeoutSeconds } from "./queue-timing.ts";

/** What the survey queue has to know. */
export interface SurveyQueueArgs {
  /** Seconds that one invocation of the function behind either queue may take. */
  readonly functionTimeoutSeconds: number;
  /** Days a survey may wait; fewer than the dead-letter queue's 14. */
  readonly retentionDays: number;
  /** Times a survey is delivered before it becomes a dead letter. */
  readonly maxReceiveCount: number;
  /** Refuse to delete the queues: they hold surveys that are nowhere else. */
  readonly protectData: boolean;
  readonly tags: Tags;
}

/** The queue that surveys arrive in, and the dead-letter queue for those that could not be stored for a working day. */
export class SurveyQueue extends pulumi.ComponentResource {
  readonly queueUrl: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  readonly deadLetterQueueUrl: pulumi.Output<string>;
  readonly deadLetterQueueArn: pulumi.Output<string>;
  readonly deadLetterQueueName: pulumi.Output<string>;
  /** The region that both queues are in. */
  readonly region: pulumi.Output<string>;

  constructor(name: string, args: SurveyQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:SurveyQueue", name, {}, opts);
    const { protectData, tags } = args;
    const deadLetters = new HardenedQueue(
      `${name}-dead-letters`,
      {
        visibilityTimeoutSeconds: visibilityTimeoutSeconds(args.functionTimeoutSeconds),
        retentionSeconds: DEAD_LETTER_RETENTION_DAYS * SECONDS_PER_DAY,
        protectData,
        tags,
      },
      { parent: this },
    ).queue;
    const surveys = new HardenedQueue(
      name,
      {
        visibilityTimeoutSeconds: visibilityTimeoutSeconds(args.functionTimeoutSeconds),
        retentionSeconds: args.retentionDays * SECONDS_PER_DAY,
        redrivePolicy: redrivePolicy(deadLetters.arn, args.maxReceiveCount),
        protectData,
        tags,
      },
      { parent: this },
    ).queue;
    new aws.sqs.RedriveAllowPolicy(
      `${name}-dead-letters-source`,
      {
        queueUrl: deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [surveys.arn],
        }),
      },
      { parent: this },
    );
    this.queueUrl = surveys.url;
    this.queueArn = surveys.arn;
    this.queueName = surveys.name;
    this.deadLetterQueueUrl = deadLetters.url;
    this.deadLetterQueueArn = deadLetters.arn;
    this.deadLetterQueueName = deadLetters.name;
    this.region = surveys.region;
    this.registerOutputs({ queueUrl: this.queueUrl, deadLetterQueueUrl: this.deadLetterQueueUrl });
  }
}

function redrivePolicy(
  deadLetterTargetArn: pulumi.Output<string>,
  maxReceiveCount: number,
): pulumi.Output<string> {
  return pulumi.jsonStringify({ deadLetterTargetArn, maxReceiveCount });
}
