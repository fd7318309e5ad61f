import * as z from "zod";
import { resourceRule } from "../resource-rule.ts";
import { refersTo, stackRule } from "../stack-rule.ts";

const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

const denial = z.object({
  Effect: z.literal("Deny"),
  Principal: z.literal("*"),
  Action: z.array(z.string()).refine((actions) => actions.includes("s3:PutObject")),
  Condition: z.object({ Null: z.object({ "s3:if-none-match": z.literal("true") }) }),
});

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
  bucketHas(
    "bucket-with-policy",
    POLICY,
    "Give buckets a policy, because only a policy can deny something to everyone.",
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
  resourceRule({
    name: "bucket-overwriting-denied",
    description:
      "Deny everyone to put an object over another, so that surveys and the audit trail stay as they are.",
    types: [POLICY],
    inputs: z.object({
      policy: z.string().refine((text) => statements(text).some((one) => denial.safeParse(one).success), {
        error: "it denies nobody to put what does not say If-None-Match",
      }),
    }),
  }),
  resourceRule({
    name: "lock-with-retention",
    description:
      "Give an Object Lock a default retention, or it locks nothing, and one that can be lifted, if the law wants something erased.",
    types: [OBJECT_LOCK],
    inputs: z.object({
      rule: z.object({ defaultRetention: z.object({ mode: z.literal("GOVERNANCE"), days: z.int().min(1) }) }),
    }),
  }),
];

function statements(policy: string): readonly unknown[] {
  return z.object({ Statement: z.array(z.unknown()) }).parse(JSON.parse(policy)).Statement;
}

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
