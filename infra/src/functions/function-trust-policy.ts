import { type PolicyDocument, policyDocument } from "../policies/policy-document.ts";

/** Lets Lambda, and nobody else, run a function in the role that carries this trust policy. */
export function functionTrustPolicy(): PolicyDocument {
  return policyDocument({
    Sid: "RunAsFunction",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: ["sts:AssumeRole"],
  });
}
