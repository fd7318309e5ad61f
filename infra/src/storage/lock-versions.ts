import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { keepLock } from "./keep-lock.ts";

/** How a bucket's versions are locked. */
export interface VersionLockArgs {
  /** Days from when a version is put, 1 to 36,500. */
  readonly days: number;
  /** Refuse to shorten the lock and to switch it off. */
  readonly protectData: boolean;
}

/**
 * Has S3 refuse to delete each version that is put from now on, for so many days. What was put before stays as it is.
 *
 * The mode is GOVERNANCE, which `s3:BypassGovernanceRetention` lifts. A lock that nobody can lift would keep what the law wants erased.
 * Object Lock is not enabled by the bucket's own `objectLockEnabled`, because another value of that replaces the bucket. This resource
 * enables it on a bucket that there is already, once its versioning is on. S3 never disables it again. Without this resource there is no
 * lock on what is put.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
 * @param name - The bucket's logical name.
 */
export function lockVersions(
  name: string,
  versioning: aws.s3.BucketVersioning,
  { days, protectData }: VersionLockArgs,
  parent: pulumi.Resource,
): void {
  new aws.s3.BucketObjectLockConfiguration(
    `${name}-lock`,
    { bucket: versioning.bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days } } },
    {
      parent,
      protect: protectData,
      ...(protectData ? { hooks: { beforeUpdate: [keepLock(`${name}-lock`)] } } : {}),
    },
  );
}
