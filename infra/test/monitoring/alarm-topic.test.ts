import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { deployUnderMocks, stacks } from "../deploy-under-mocks.ts";

const SUBSCRIPTION_TYPE = "aws:sns/topicSubscription:TopicSubscription";

describe.each(stacks)("the topic of alarms in %s", (stack) => {
  const name = `survey-${stack}-alarms`;
  const topicArn = `arn:aws:sns:eu-central-1:123456789012:${name}`;

  it("is encrypted with a key of its own, which AWS renews, since CloudWatch may not use the one that SNS offers", async () => {
    const { inputs, ofType } = await deployUnderMocks(stack);
    expect(ofType("aws:sns/topic:Topic")).toHaveLength(1);
    expect(inputs("aws:sns/topic:Topic", name).kmsMasterKeyId).toBe(
      `arn:aws:kms:eu-central-1:123456789012:key/${name}-key`,
    );
    expect(inputs("aws:kms/key:Key", `${name}-key`)).toMatchObject({
      enableKeyRotation: true,
      deletionWindowInDays: 7,
    });
  });

  it("takes alarms of this account and region alone, and nothing without TLS", async () => {
    const { inputs } = await deployUnderMocks(stack);
    const { arn, policy } = inputs("aws:sns/topicPolicy:TopicPolicy", `${name}-policy`);
    expect(arn).toBe(topicArn);
    expect(JSON.parse(z.string().parse(policy))).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: ["sns:Publish"],
          Resource: [topicArn],
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*" },
          },
        },
        {
          Effect: "Deny",
          Principal: "*",
          Action: expect.arrayContaining(["sns:Publish", "sns:Subscribe"]),
          Resource: [topicArn],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("tells nobody by e-mail unless somebody is named", async () => {
    const { ofType } = await deployUnderMocks(stack);
    expect(ofType(SUBSCRIPTION_TYPE)).toEqual([]);
    const { inputs } = await deployUnderMocks(stack, { alarmEmail: "on-call@lab.example" });
    const { endpoint, ...others } = inputs(SUBSCRIPTION_TYPE, `${name}-email`);
    expect(others).toEqual({ topic: topicArn, protocol: "email" });
    expect(pulumi.runtime.isRpcSecret(endpoint)).toBe(true);
    expect(pulumi.runtime.unwrapRpcSecret(endpoint)).toBe("on-call@lab.example");
  });
});
