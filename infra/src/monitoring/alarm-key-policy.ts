import { type PolicyDocument, policyDocument } from "../policies/policy-document.ts";

/**
 * The policy of the key that encrypts a topic of alarms. CloudWatch may use this key. It may not use the key
 * that AWS manages for SNS. The account's own policies say who may change the key.
 *
 * The topic's policy asks for a source account, and this one does not. AWS documents no such condition for a
 * key, and an alarm that cannot encrypt is silent.
 *
 * @param ownArn - An ARN of the account that the key is in.
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export function alarmKeyPolicy(ownArn: string): PolicyDocument {
  const [, partition = "", , , account = ""] = ownArn.split(":");
  // In a key's policy, `*` means the key itself.
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
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
