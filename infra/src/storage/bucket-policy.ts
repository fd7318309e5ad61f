import { denyWithoutTls } from "../policies/deny-without-tls.ts";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "../policies/policy-document.ts";

/**
 * The policy of every bucket. Nobody, whatever else they may do, calls it without TLS or puts an
 * object under a key that may be taken. Every put has to say `If-None-Match: *`, which S3 refuses with 412
 * when the key is taken.
 *
 * @param options - `denyDeleting`: nobody deletes an object or a version either, or lifts a lock on one. Without it, deleting is left to
 *   identity policies, and versions keep what was deleted.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export function bucketPolicy(
  bucketArn: string,
  { denyDeleting }: { readonly denyDeleting: boolean },
): PolicyDocument {
  const objects = `${bucketArn}/*`;
  return policyDocument(
    { ...denyWithoutTls("s3", [bucketArn, objects]), Principal: "*" },
    {
      Sid: "DenyOverwriting",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject"],
      Resource: [objects],
      // AWS's example lets the parts of multipart uploads through, which cannot say it. Nothing of ours is that large.
      Condition: { Null: { "s3:if-none-match": "true" } },
    },
    ...(denyDeleting ? [deleting(objects)] : []),
  );
}

/** Whoever may change the bucket's policy can take it away again. That is a step of its own, which CloudTrail shows. */
function deleting(objects: string): PolicyStatement {
  return {
    Sid: "DenyDeleting",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    Resource: [objects],
  };
}
