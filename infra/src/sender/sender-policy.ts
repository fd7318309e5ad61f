import { type PolicyDocument, policyDocument } from "../policies/policy-document.ts";

/** What a sender of surveys may do: put messages into the queue, one or ten at a time, and nothing else. */
export function senderPolicy(queueArn: string): PolicyDocument {
  return policyDocument({
    Sid: "SendSurveys",
    Effect: "Allow",
    // Covers SendMessageBatch, which has no action of its own.
    Action: ["sqs:SendMessage"],
    Resource: [queueArn],
  });
}
