import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { lockVersions } from "./lock-versions.ts";

/** What can differ between our buckets. */
export interface HardenedBucketArgs {
  /** Refuse to delete the bucket; without it, deleting the bucket deletes every object and version in it. */
  readonly protectData: boolean;
  /** Deny deleting objects and versions to everyone, until the bucket's policy is changed. */
  readonly denyDeleting: boolean;
  /** Days for which S3 refuses to delete a version, from when it was put. With 0 there is no such lock. */
  readonly lockDays: number;
  readonly tags: Tags;
}

/**
 * A private bucket: encrypted, versioned, for callers over TLS only, closed to the public and to ACLs, and to whoever would
 * overwrite an object.
 */
export class HardenedBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: HardenedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:HardenedBucket", name, {}, opts);
    const bucket = new aws.s3.Bucket(
      name,
      { forceDestroy: !args.protectData, tags: args.tags },
      { parent: this, protect: args.protectData },
    );
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    closeToThePublic(name, bucket, args.denyDeleting, this);
    const versioning = keepSafely(name, bucket, this);
    if (args.lockDays > 0) {
      lockVersions(name, versioning, { days: args.lockDays, protectData: args.protectData }, this);
    }
    this.registerOutputs({ bucketName: this.bucketName });
  }
}

function closeToThePublic(
  name: string,
  { bucket, arn }: aws.s3.Bucket,
  denyDeleting: boolean,
  parent: HardenedBucket,
): void {
  new aws.s3.BucketPublicAccessBlock(
    `${name}-public-access`,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  new aws.s3.BucketPolicy(
    `${name}-policy`,
    { bucket, policy: arn.apply((value) => JSON.stringify(bucketPolicy(value, { denyDeleting }))) },
    { parent },
  );
}

function keepSafely(
  name: string,
  { bucket }: aws.s3.Bucket,
  parent: HardenedBucket,
): aws.s3.BucketVersioning {
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
          // An object under a key that only its sender has could not be read by the lab. S3 blocks that in
          // new buckets by itself since April 2026. Declared here, it holds for every bucket, and the next
          // update blocks it again if somebody unblocked it.
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    },
    { parent },
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    {
      bucket,
      // Old versions are kept. There is an old version only where something went wrong, and then it saves the
      // data.
      rules: [
        {
          id: "abort-unfinished-uploads",
          status: "Enabled",
          filter: { prefix: "" },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { parent },
  );
  return versioning;
}
