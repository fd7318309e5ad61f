import { type PolicyDocument, policyDocument } from "./policy-document.ts";

/**
 * The policy of a bucket or queue that refuses every call not made over TLS, whoever makes it. It grants nothing.
 *
 * @param service - The prefix of the service's actions.
 * @param resources - ARNs of everything the calls can be about: a bucket's policy names the bucket and its objects.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export function tlsOnlyPolicy(service: "s3" | "sqs", resources: readonly string[]): PolicyDocument {
  return policyDocument({
    Sid: "DenyCallsWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: [`${service}:*`],
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
}
