import { PutObjectLockConfigurationCommand } from "@aws-sdk/client-s3";
import * as z from "zod";
import { mustExist } from "../record-only.ts";
import type { CreatedResource, ProvisionContext, ResourceHandler } from "../resource-handler.ts";

const VERSIONING_TYPE = "aws:s3/bucketVersioning:BucketVersioning";

const inputs = z.object({
  bucket: z.string(),
  rule: z
    .strictObject({
      // Strict, since the engine knows no years.
      defaultRetention: z.strictObject({
        mode: z.enum(["GOVERNANCE", "COMPLIANCE"]),
        days: z.int().min(1).max(36_500),
      }),
    })
    .optional(),
});
const versioning = z.object({ versioningConfiguration: z.object({ status: z.string() }) });

async function lock(given: unknown, context: ProvisionContext): Promise<CreatedResource> {
  const parsed = inputs.parse(given);
  const { bucket, rule } = parsed;
  mustExist(context, "aws:s3/bucket:Bucket", "bucket", bucket);
  requireVersioning(bucket, context);
  const retention = rule?.defaultRetention;
  await context.s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket: bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        ...(retention && { Rule: { DefaultRetention: { Mode: retention.mode, Days: retention.days } } }),
      },
    }),
  );
  return { id: bucket, state: { ...parsed, objectLockEnabled: "Enabled" } };
}

/** All buckets of the engine keep versions. In AWS a lock needs that the program has switched them on before. */
function requireVersioning(bucket: string, context: ProvisionContext): void {
  const state = context.find(VERSIONING_TYPE, "bucket", bucket)?.state;
  if (versioning.safeParse(state).data?.versioningConfiguration.status === "Enabled") return;
  throw new Error(
    "InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  );
}

/** aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration: how long a bucket's new versions are locked. */
export const s3BucketObjectLock: ResourceHandler = {
  replacedOn: ["bucket", "objectLockEnabled"],
  create: (_name, given, context) => lock(given, context),
  update: async (_id, given, context) => (await lock(given, context)).state,
  // Object Lock cannot be disabled. New versions are not locked any more.
  delete: async (bucket, _state, { s3 }) => {
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" } as const;
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
  },
};
