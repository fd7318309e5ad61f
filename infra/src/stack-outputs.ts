import type * as pulumi from "@pulumi/pulumi";
import * as z from "zod";

/**
 * What a stack tells the outside: everything a client, a researcher or an operator needs to find its parts. This schema is the one list of
 * them, for the program, the local cloud and the commands.
 */
export const stackOutputsSchema = z.object({
  /** Where clients send surveys. */
  queueUrl: z.string(),
  queueArn: z.string(),
  /** Where surveys that could not be stored for a working day pass through, to `undelivered/` in the rejected bucket. */
  deadLetterQueueUrl: z.string(),
  /** Raw accepted surveys. */
  surveysBucketName: z.string(),
  /** Surveys not accepted, with reasons. */
  rejectedBucketName: z.string(),
  /** The audit trail: who changed data or handed it out, and the copies of tombstones. It holds no answers. */
  auditBucketName: z.string(),
  /** One item for each participant. */
  participantsTableName: z.string(),
  /** The ledger: one item for each accepted survey. */
  submissionsTableName: z.string(),
  functionName: z.string(),
  region: z.string(),
  /** The policy to attach to whatever sends surveys. */
  senderPolicyArn: z.string(),
  /** Only where senders are `per-participant`: the role to vend sessions of, each named after its participant. */
  senderRoleArn: z.string().optional(),
  /** The same role's unique id: what SQS's `SenderId` of a participant's message begins with. */
  senderRoleId: z.string().optional(),
  /** What alarms tell: subscribe whoever has to know. */
  alarmTopicArn: z.string(),
  /** Where the AWS console shows how the stack is. */
  dashboardUrl: z.string(),
});

/** The outputs of a deployed stack. */
export type StackOutputs = Readonly<z.infer<typeof stackOutputsSchema>>;

/** The same while Pulumi runs the program. */
export type DeclaredOutputs = { readonly [Name in keyof StackOutputs]: pulumi.Output<string> };
