import { type PolicyDocument, policyDocument } from "../policies/policy-document.ts";

/**
 * The policy of the key that a topic of alarms is encrypted with: CloudWatch may use it, which it may not with the key that AWS
 * manages for SNS, and the account's own policies say who may change it.
 *
 * It asks for no source account, as the topic does: AWS documents none here, and an alarm that cannot encrypt is silent.
 *
 * @param ownArn - An ARN of the account that the key is in.
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export function alarmKeyPolicy(ownArn: string): PolicyDocument {
  const [, partition = "", , , account = ""] = ownArn.split(":");
  // In a key's policy it is the key itself: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
  const thisKey = ["*"];
  return policyDocument(
    {
      Sid: "LeaveItToTheAccount",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${account}:root` },
      Action: ["kms:*"],
      Resource: thisKey,
    },
    {
      Sid: "EncryptAlarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: thisKey,
    },
  );
}
