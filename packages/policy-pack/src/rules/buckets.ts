import * as z from "zod";
import { resourceRule } from "../resource-rule.ts";
import { refersTo, stackRule } from "../stack-rule.ts";

const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/**
 * A bucket's settings are resources of their own. Each bucket must have each of them, with the right value.
 */
export const bucketRules = [
  bucketHas("encrypted-bucket", ENCRYPTION, "Encrypt buckets, because participants' answers are in them."),
  bucketHas(
    "versioned-bucket",
    VERSIONING,
    "Version buckets, so that objects that are overwritten or deleted by mistake can be restored.",
  ),
  bucketHas(
    "private-bucket",
    PUBLIC_ACCESS_BLOCK,
    "Block public access to buckets, whatever their policies say.",
  ),
  resourceRule({
    name: "bucket-encryption-algorithm",
    description: "Name the algorithm that a bucket encrypts with.",
    types: [ENCRYPTION],
    inputs: z.object({
      rules: z
        .array(z.object({ applyServerSideEncryptionByDefault: z.object({ sseAlgorithm: z.string() }) }))
        .min(1),
    }),
  }),
  resourceRule({
    name: "bucket-versioning-enabled",
    description: "Switch versioning on, not off.",
    types: [VERSIONING],
    inputs: z.object({ versioningConfiguration: z.object({ status: z.literal("Enabled") }) }),
  }),
  resourceRule({
    name: "bucket-public-access-blocked",
    description: "Block all four ways to make a bucket public.",
    types: [PUBLIC_ACCESS_BLOCK],
    inputs: z.object({
      blockPublicAcls: z.literal(true),
      blockPublicPolicy: z.literal(true),
      ignorePublicAcls: z.literal(true),
      restrictPublicBuckets: z.literal(true),
    }),
  }),
];

function bucketHas(name: string, setting: string, description: string) {
  return stackRule({
    name,
    description,
    types: ["aws:s3/bucket:Bucket"],
    missing: (bucket, stack) => {
      const found = stack.some((other) => other.type === setting && refersTo(other, "bucket", bucket));
      return found ? undefined : `no ${setting.split(":").at(-1)} refers to it`;
    },
  });
}
