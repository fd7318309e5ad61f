import { openStack, type Stack, type StackAccess } from "../src/index.ts";

const UNUSED = "unused";
const outputs: StackAccess["outputs"] = {
  region: "eu-central-1",
  queueUrl: UNUSED,
  queueArn: UNUSED,
  deadLetterQueueUrl: UNUSED,
  surveysBucketName: UNUSED,
  rejectedBucketName: UNUSED,
  auditBucketName: UNUSED,
  participantsTableName: UNUSED,
  submissionsTableName: UNUSED,
  functionName: UNUSED,
  senderPolicyArn: UNUSED,
  alarmTopicArn: UNUSED,
  dashboardUrl: UNUSED,
};

/** A stack of which only the clients matter; `endpoint` is where all of them ask. */
export function aStack({ senderRoleId, endpoint }: { senderRoleId?: string; endpoint?: string } = {}): Stack {
  return openStack({
    outputs: { ...outputs, ...(senderRoleId !== undefined && { senderRoleId }) },
    credentials: { accessKeyId: UNUSED, secretAccessKey: UNUSED },
    endpoints: { sqs: endpoint, s3: endpoint, dynamodb: endpoint, lambda: endpoint, sts: endpoint },
  });
}
