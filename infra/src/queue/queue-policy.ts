import { denyWithoutTls } from "../policies/deny-without-tls.ts";
import { type PolicyDocument, policyDocument } from "../policies/policy-document.ts";

/** The policy of a queue: nobody calls it without TLS. */
export function queuePolicy(queueArn: string): PolicyDocument {
  return policyDocument({ ...denyWithoutTls("sqs", [queueArn]), Principal: "*" });
}
