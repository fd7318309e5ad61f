import { type PolicyDocument, policyDocument } from "../policies/policy-document.ts";

/**
 * Lets one principal, and nobody else, vend credentials of the role that has this trust policy. Whoever may
 * name its sessions may name them after any participant.
 */
export function senderTrustPolicy(vendingPrincipalArn: string): PolicyDocument {
  return policyDocument({
    Sid: "VendToParticipants",
    Effect: "Allow",
    Principal: { AWS: vendingPrincipalArn },
    Action: ["sts:AssumeRole"],
  });
}
