import { describe, expect, it } from "vitest";
import { declaredPolicies, statementsOf } from "./declared-policies.ts";
import { deployUnderMocks, stacks } from "./deploy-under-mocks.ts";

const tlsOnly = { Bool: { "aws:SecureTransport": "false" } };

/** Everything that the program may declare. Whatever is new here deserves a look at who can reach it. */
const knownTypes = [
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:dynamodb/table:Table",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:lambda/function:Function",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:sqs/queue:Queue",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
];

describe.each(stacks)("access in %s", (stack) => {
  it("is granted by no wildcard: not for actions, not for principals, not for whole services", async () => {
    const policies = declaredPolicies(await deployUnderMocks(stack));
    const granting = policies.flatMap(({ statements }) =>
      statements.filter(({ Effect }) => Effect === "Allow"),
    );
    expect(granting.length).toBeGreaterThan(0);
    for (const { Action, Principal, Resource } of granting) {
      for (const action of Action) {
        expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
      }
      for (const resource of Resource ?? []) {
        // A whole ARN; only what a bucket or log group contains is named by a pattern.
        expect(resource).toMatch(/^arn:aws:[^*]+(?:\/\*|:\*)?$/);
      }
      expect(Principal).not.toBe("*");
    }
  });

  it("without TLS is denied on every bucket and its objects", async () => {
    const deployment = await deployUnderMocks(stack);
    const buckets = deployment.ofType("aws:s3/bucket:Bucket");
    expect(buckets).toHaveLength(2);
    for (const { name } of buckets) {
      expect(deployment.inputs("aws:s3/bucketPolicy:BucketPolicy", `${name}-tls-only`).bucket).toBe(name);
      expect(statementsOf(deployment, "aws:s3/bucketPolicy:BucketPolicy", `${name}-tls-only`)).toEqual([
        {
          Sid: "DenyCallsWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:*"],
          Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
          Condition: tlsOnly,
        },
      ]);
    }
  });

  it("without TLS is denied on every queue", async () => {
    const deployment = await deployUnderMocks(stack);
    const queues = deployment.ofType("aws:sqs/queue:Queue");
    expect(queues).toHaveLength(2);
    for (const { name } of queues) {
      const { queueUrl } = deployment.inputs("aws:sqs/queuePolicy:QueuePolicy", `${name}-tls-only`);
      expect(queueUrl).toMatch(new RegExp(`/${name}$`));
      expect(statementsOf(deployment, "aws:sqs/queuePolicy:QueuePolicy", `${name}-tls-only`)).toEqual([
        {
          Sid: "DenyCallsWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: ["sqs:*"],
          Resource: [`arn:aws:sqs:eu-central-1:123456789012:${name}`],
          Condition: tlsOnly,
        },
      ]);
    }
  });

  it("for senders is sending to the survey queue and nothing else", async () => {
    const deployment = await deployUnderMocks(stack);
    expect(deployment.ofType("aws:iam/policy:Policy")).toHaveLength(1);
    expect(statementsOf(deployment, "aws:iam/policy:Policy", `survey-${stack}-sender`)).toEqual([
      {
        Sid: "SendSurveys",
        Effect: "Allow",
        Action: ["sqs:SendMessage"],
        Resource: [`arn:aws:sqs:eu-central-1:123456789012:survey-${stack}-queue`],
      },
    ]);
  });

  it("is opened to nobody by a resource or setting of another kind", async () => {
    const { resources } = await deployUnderMocks(stack);
    const types = new Set(resources.filter(({ custom }) => custom).map(({ type }) => type));
    expect([...types].toSorted()).toEqual(knownTypes);
    for (const { type, name, inputs } of resources) {
      for (const setting of ["acl", "grants", "website", "corsRules", "managedPolicyArns"]) {
        expect(inputs, `${type} ${name}`).not.toHaveProperty(setting);
      }
    }
  });
});
