import type * as pulumi from "@pulumi/pulumi";

/** The parts of a stack that its alarms and its dashboard watch, by the names that CloudWatch knows them by. */
export interface WatchedStack {
  readonly environment: string;
  readonly region: pulumi.Input<string>;
  readonly queueName: pulumi.Input<string>;
  readonly deadLetterQueueName: pulumi.Input<string>;
  readonly processorName: pulumi.Input<string>;
  readonly archiverName: pulumi.Input<string>;
  readonly surveysBucketName: pulumi.Input<string>;
  readonly rejectedBucketName: pulumi.Input<string>;
  readonly participantsTableName: pulumi.Input<string>;
  readonly submissionsTableName: pulumi.Input<string>;
  /** Of each function. */
  readonly memorySizeMb: number;
  /** Of the processor. */
  readonly maximumConcurrency: number;
  readonly functionTimeoutSeconds: number;
}
