import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags.ts";
import { HardenedBucket } from "./hardened-bucket.ts";

/** What the storage has to know. */
export interface SurveyStorageArgs {
  /** Days for which S3 refuses to delete an entry of the audit trail, from when it was put. With 0 there is no such lock. */
  readonly auditLockDays: number;
  /** Refuse to delete buckets and tables and what is in them. */
  readonly protectData: boolean;
  readonly tags: Tags;
}

/**
 * Where surveys end up: raw in a bucket, those not accepted in another, counted in the two tables. A third bucket holds what was done
 * with them.
 */
export class SurveyStorage extends pulumi.ComponentResource {
  readonly surveysBucket: HardenedBucket;
  readonly rejectedBucket: HardenedBucket;
  /** The audit trail. Only operators write to it and read it. No function may do either. */
  readonly auditBucket: HardenedBucket;
  /** One item for each participant. */
  readonly participantsTable: aws.dynamodb.Table;
  /** The ledger: one item for each accepted survey. */
  readonly submissionsTable: aws.dynamodb.Table;

  constructor(name: string, args: SurveyStorageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:SurveyStorage", name, {}, opts);
    const { auditLockDays, protectData, tags } = args;
    // Participants may withdraw, so surveys can be deleted by whoever has the right.
    const deletable = { denyDeleting: false, lockDays: 0, protectData, tags };
    this.surveysBucket = new HardenedBucket(`${name}-surveys`, deletable, { parent: this });
    this.rejectedBucket = new HardenedBucket(`${name}-rejected`, deletable, { parent: this });
    this.auditBucket = new HardenedBucket(
      `${name}-audit`,
      // A stack that may be thrown away has to be able to empty the bucket.
      { denyDeleting: protectData, lockDays: auditLockDays, protectData, tags },
      { parent: this },
    );
    const tableOptions = { parent: this, protect: protectData };
    this.participantsTable = new aws.dynamodb.Table(
      `${name}-participants`,
      {
        ...tableSettings(args),
        attributes: [{ name: "user_id", type: "S" }],
        hashKey: "user_id",
      },
      tableOptions,
    );
    this.submissionsTable = new aws.dynamodb.Table(
      `${name}-submissions`,
      {
        ...tableSettings(args),
        attributes: [
          { name: "user_id", type: "S" },
          { name: "submission_time", type: "S" },
        ],
        hashKey: "user_id",
        rangeKey: "submission_time",
      },
      tableOptions,
    );
    this.registerOutputs({
      surveysBucketName: this.surveysBucket.bucketName,
      rejectedBucketName: this.rejectedBucket.bucketName,
      auditBucketName: this.auditBucket.bucketName,
      participantsTableName: this.participantsTable.name,
      submissionsTableName: this.submissionsTable.name,
    });
  }
}

/** Encryption at rest is DynamoDB's default and cannot be turned off, so it is not named. */
function tableSettings(args: SurveyStorageArgs) {
  return {
    // On demand, because bursts after a study's prompts are short, and nobody has to plan capacity for them.
    billingMode: "PAY_PER_REQUEST",
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: args.protectData,
    tags: args.tags,
  };
}
