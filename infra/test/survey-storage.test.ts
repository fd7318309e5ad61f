import { describe, expect, it } from "vitest";
import { deployUnderMocks, stacks } from "./deploy-under-mocks.ts";

const TABLE_TYPE = "aws:dynamodb/table:Table";

describe.each(stacks)("the storage of %s", (stack) => {
  const buckets = [`survey-${stack}-audit`, `survey-${stack}-rejected`, `survey-${stack}-surveys`];

  it("has a bucket for surveys, one for rejected surveys and one for the audit trail", async () => {
    const { ofType } = await deployUnderMocks(stack);
    const names = ofType("aws:s3/bucket:Bucket").map(({ name }) => name);
    expect(names.toSorted()).toEqual(buckets);
  });

  it.each([
    ["BucketVersioning", "versioning", { versioningConfiguration: { status: "Enabled" } }],
    [
      "BucketServerSideEncryptionConfiguration",
      "encryption",
      {
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
            blockedEncryptionTypes: ["SSE-C"],
          },
        ],
      },
    ],
    [
      "BucketPublicAccessBlock",
      "public-access",
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ],
    ["BucketOwnershipControls", "ownership", { rule: { objectOwnership: "BucketOwnerEnforced" } }],
    [
      "BucketLifecycleConfiguration",
      "lifecycle",
      {
        rules: [
          {
            id: "abort-unfinished-uploads",
            status: "Enabled",
            filter: { prefix: "" },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
    ],
  ])("gives every bucket a %s", async (resource, suffix, settings) => {
    const { inputs, ofType } = await deployUnderMocks(stack);
    const type = `aws:s3/${resource.charAt(0).toLowerCase()}${resource.slice(1)}:${resource}`;
    expect(ofType(type)).toHaveLength(buckets.length);
    for (const bucket of buckets) {
      expect(inputs(type, `${bucket}-${suffix}`)).toEqual({ bucket, ...settings });
    }
  });

  it("finds participants by their id and submissions by participant and time", async () => {
    const { inputs, ofType } = await deployUnderMocks(stack);
    expect(ofType(TABLE_TYPE)).toHaveLength(2);
    const participants = inputs(TABLE_TYPE, `survey-${stack}-participants`);
    expect(participants).toMatchObject({ hashKey: "user_id", attributes: [{ name: "user_id", type: "S" }] });
    expect(participants).not.toHaveProperty("rangeKey");
    expect(inputs(TABLE_TYPE, `survey-${stack}-submissions`)).toMatchObject({
      hashKey: "user_id",
      rangeKey: "submission_time",
      attributes: [
        { name: "user_id", type: "S" },
        { name: "submission_time", type: "S" },
      ],
    });
  });

  it("pays for tables by request, can take them back in time and leaves encryption to DynamoDB's default", async () => {
    const { ofType } = await deployUnderMocks(stack);
    for (const { inputs } of ofType(TABLE_TYPE)) {
      expect(inputs).toMatchObject({
        billingMode: "PAY_PER_REQUEST",
        pointInTimeRecovery: { enabled: true },
      });
      expect(inputs).not.toHaveProperty("serverSideEncryption");
      expect(inputs).not.toHaveProperty("ttl");
    }
  });
});
