import * as z from "zod";
import { policyText } from "../policy-document.ts";
import { mustExist, recordOnly } from "../record-only.ts";
import type { ResourceHandler } from "../resource-handler.ts";

/** A setting of a bucket that the storage engine does not have: checked and recorded. */
function bucketSetting(settings: z.ZodRawShape): ResourceHandler {
  const bucketName = z.looseObject({ bucket: z.string() });
  const inputs = z.object(settings);
  return recordOnly(
    (_name, given, context) => {
      const { bucket } = bucketName.parse(given);
      mustExist(context, "aws:s3/bucket:Bucket", "bucket", bucket);
      return { id: bucket, state: { bucket, ...inputs.parse(given) } };
    },
    { replacedOn: ["bucket"] },
  );
}

/** aws:s3/bucketPolicy:BucketPolicy */
export const s3BucketPolicy = bucketSetting({ policy: policyText });

/** aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock */
export const s3BucketPublicAccessBlock = bucketSetting({
  blockPublicAcls: z.boolean().default(false),
  blockPublicPolicy: z.boolean().default(false),
  ignorePublicAcls: z.boolean().default(false),
  restrictPublicBuckets: z.boolean().default(false),
});

/** aws:s3/bucketOwnershipControls:BucketOwnershipControls */
export const s3BucketOwnershipControls = bucketSetting({
  rule: z.object({
    objectOwnership: z.enum(["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"]),
  }),
});

/** aws:s3/bucketVersioning:BucketVersioning */
export const s3BucketVersioning = bucketSetting({
  versioningConfiguration: z.looseObject({ status: z.enum(["Enabled", "Suspended", "Disabled"]) }),
});

/** aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration */
export const s3BucketEncryption = bucketSetting({
  rules: z
    .array(
      z.looseObject({
        applyServerSideEncryptionByDefault: z
          .looseObject({ sseAlgorithm: z.enum(["AES256", "aws:kms", "aws:kms:dsse"]) })
          .optional(),
      }),
    )
    .min(1),
});

/** aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration */
export const s3BucketLifecycle = bucketSetting({
  rules: z.array(z.looseObject({ id: z.string(), status: z.enum(["Enabled", "Disabled"]) })).min(1),
});
