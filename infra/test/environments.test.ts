import { describe, expect, it } from "vitest";
import { type Deployment, deployUnderMocks, stacks } from "./deploy-under-mocks.ts";

/**
 * The most characters that AWS allows in a name, for each type that is named after its stack.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
const longestNames: ReadonlyMap<string, number> = new Map([
  ["aws:cloudwatch/dashboard:Dashboard", 255],
  ["aws:cloudwatch/logGroup:LogGroup", 512],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", 255],
  ["aws:dynamodb/table:Table", 255],
  ["aws:iam/policy:Policy", 128],
  ["aws:iam/role:Role", 64],
  ["aws:iam/rolePolicy:RolePolicy", 128],
  ["aws:lambda/function:Function", 64],
  ["aws:s3/bucket:Bucket", 63],
  ["aws:sns/topic:Topic", 256],
  ["aws:sqs/queue:Queue", 80],
]);

/** Types that AWS gives an id, or that are settings of what their inputs say. */
const nameless: ReadonlySet<string> = new Set([
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/key:Key",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
]);

/** The only types of ours that AWS keeps no tags for: each is a setting of another resource, but for the dashboard. */
const untaggable: ReadonlySet<string> = new Set([
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
]);

/** The hyphen and seven digits that Pulumi adds to every name it makes (https://www.pulumi.com/docs/iac/concepts/resources/names/). */
const suffix = "-0123456".length;

const everything = {
  senders: "per-participant",
  vendingPrincipalArn: "arn:aws:iam::123456789012:role/vending",
  alarmEmail: "on-call@lab.example",
  auditLockDays: "30",
};

/** Whatever a deployment says or has: inputs, ARNs, outputs and logical names. */
function saidBy({ resources, outputs }: Deployment): string {
  return JSON.stringify([resources, outputs]);
}

describe("two environments in one account", () => {
  it("share nothing: no name is both's, and neither says anything of the other", async () => {
    const dev = await deployUnderMocks("dev", everything);
    const staging = await deployUnderMocks("staging", everything);
    const names = new Set(dev.resources.map(({ name }) => name));
    expect(names.size).toBeGreaterThan(40);
    expect(staging.resources.filter(({ name }) => names.has(name))).toEqual([]);
    expect(saidBy(dev)).toContain("SurveyPipeline/dev");
    expect(saidBy(dev)).not.toMatch(/survey-staging|SurveyPipeline\/staging/);
    expect(saidBy(staging)).toContain("SurveyPipeline/staging");
    expect(saidBy(staging)).not.toMatch(/survey-dev|SurveyPipeline\/dev/);
  });

  it("have the one physical name that Pulumi does not make, the dashboard's, each for itself", async () => {
    for (const stack of ["dev", "staging"]) {
      const { ofType } = await deployUnderMocks(stack);
      const dashboards = ofType("aws:cloudwatch/dashboard:Dashboard");
      expect(dashboards.map(({ inputs }) => inputs.dashboardName)).toEqual([`survey-${stack}-eu-central-1`]);
    }
  });
});

describe("one environment in two regions", () => {
  it("has a dashboard for each, though an account's dashboards share their names over all regions", async () => {
    const names = await Promise.all(
      ["eu-central-1", "us-east-1"].map(async (region) => {
        const { ofType } = await deployUnderMocks("prod", { "aws:region": region });
        return ofType("aws:cloudwatch/dashboard:Dashboard").map(({ inputs }) => inputs.dashboardName);
      }),
    );
    expect(names).toEqual([["survey-prod-eu-central-1"], ["survey-prod-us-east-1"]]);
  });
});

describe("the longest name of an environment that is allowed", () => {
  const longest = "study-2-pilot-in-may";

  it("leaves every name within what AWS allows", async () => {
    const { resources } = await deployUnderMocks("prod", everything, { name: longest });
    const custom = resources.filter((resource) => resource.custom && !nameless.has(resource.type));
    expect(custom.length).toBeGreaterThan(20);
    for (const { type, name } of custom) {
      expect(name, type).toContain(`survey-${longest}`);
      expect(name.length + suffix, `${type} ${name}`).toBeLessThanOrEqual(longestNames.get(type) ?? 0);
    }
  });
});

describe.each(stacks)("everything that can carry tags in %s", (stack) => {
  it("carries the study, the environment, and that Pulumi manages it", async () => {
    const { resources } = await deployUnderMocks(stack, { ...everything, study: "sleep 2026" });
    const taggable = resources.filter(({ type, custom }) => custom && !untaggable.has(type));
    expect(taggable.length).toBeGreaterThan(20);
    for (const { type, name, inputs } of taggable) {
      expect(inputs.tags, `${type} ${name}`).toEqual({
        study: "sleep 2026",
        environment: stack,
        "managed-by": "pulumi",
      });
    }
  });
});
