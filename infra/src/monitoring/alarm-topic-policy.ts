import { denyWithoutTls } from "../policies/deny-without-tls.ts";
import { type PolicyDocument, policyDocument } from "../policies/policy-document.ts";

/**
 * The actions of the policy that SNS gives a new topic. It refuses some others in a topic's policy, so they are named one by one.
 *
 * @see https://github.com/hashicorp/terraform/issues/12740
 */
const topicActions = [
  "sns:AddPermission",
  "sns:DeleteTopic",
  "sns:GetTopicAttributes",
  "sns:ListSubscriptionsByTopic",
  "sns:Publish",
  "sns:RemovePermission",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
];

/**
 * The policy of the topic that alarms are sent to: CloudWatch may publish for alarms of the topic's own account and region, and
 * nobody does anything without TLS.
 *
 * @see https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
 */
export function alarmTopicPolicy(topicArn: string): PolicyDocument {
  const [, partition = "", , region = "", account = ""] = topicArn.split(":");
  return policyDocument(
    {
      Sid: "TellOfAlarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: [topicArn],
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
      },
    },
    { ...denyWithoutTls("sns", [topicArn]), Action: topicActions, Principal: "*" },
  );
}
