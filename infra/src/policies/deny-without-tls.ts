import type { PolicyStatement } from "./policy-document.ts";

/**
 * A statement that refuses every call of a service that is not made over TLS. It grants nothing. In the policy of a resource it
 * needs a principal besides.
 *
 * @param service - The prefix of the service's actions.
 * @param resources - ARNs of everything the calls can be about: of a bucket, the bucket and its objects.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export function denyWithoutTls(
  service: "dynamodb" | "s3" | "sns" | "sqs",
  resources: readonly string[],
): PolicyStatement {
  return {
    Sid: "DenyCallsWithoutTls",
    Effect: "Deny",
    Action: [`${service}:*`],
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
