import type * as pulumi from "@pulumi/pulumi";

/** What a stack tells the outside: everything a client, a researcher or an operator needs to find its parts. */
export interface StackOutputs {
  /** Where clients send surveys. */
  readonly queueUrl: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;
  /** Where surveys that could not be stored for a working day pass through, to `undelivered/` in the rejected bucket. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** Raw accepted surveys. */
  readonly surveysBucketName: pulumi.Output<string>;
  /** Surveys not accepted, with reasons. */
  readonly rejectedBucketName: pulumi.Output<string>;
  /** One item for each participant. */
  readonly participantsTableName: pulumi.Output<string>;
  /** The ledger: one item for each accepted survey. */
  readonly submissionsTableName: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  /** The policy to attach to whatever sends surveys. */
  readonly senderPolicyArn: pulumi.Output<string>;
  /** Only where senders are `per-participant`: the role to vend sessions of, each named after its participant. */
  readonly senderRoleArn?: pulumi.Output<string>;
  /** The same role's unique id: what SQS's `SenderId` of a participant's message begins with. */
  readonly senderRoleId?: pulumi.Output<string>;
  /** What alarms tell: subscribe whoever has to know. */
  readonly alarmTopicArn: pulumi.Output<string>;
  /** Where the AWS console shows how the stack is. */
  readonly dashboardUrl: pulumi.Output<string>;
}
