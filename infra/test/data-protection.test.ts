import { describe, expect, it } from "vitest";
import { deployUnderMocks } from "./deploy-under-mocks.ts";

const dataOf = (stack: string) => [
  `survey-${stack}-audit`,
  `survey-${stack}-participants`,
  `survey-${stack}-queue`,
  `survey-${stack}-queue-dead-letters`,
  `survey-${stack}-rejected`,
  `survey-${stack}-submissions`,
  `survey-${stack}-surveys`,
];

describe.each([
  ["prod", {}],
  ["dev", { protectData: "true" }],
])("a stack that protects its data (%s)", (stack, overrides) => {
  it("has Pulumi refuse to delete every queue, bucket and table, and nothing else", async () => {
    const { resources } = await deployUnderMocks(stack, overrides);
    const refused = resources.filter(({ protect }) => protect).map(({ name }) => name);
    expect(refused.toSorted()).toEqual(dataOf(stack));
  });

  it("has Pulumi refuse to delete the lock of the audit trail as well, where there is one", async () => {
    const { resources } = await deployUnderMocks(stack, { ...overrides, auditLockDays: "30" });
    const refused = resources.filter(({ protect }) => protect).map(({ name }) => name);
    expect(refused.toSorted()).toEqual([...dataOf(stack), `survey-${stack}-audit-lock`].toSorted());
  });

  it("has AWS refuse to delete tables, and buckets that are not empty", async () => {
    const { ofType } = await deployUnderMocks(stack, overrides);
    for (const { inputs } of ofType("aws:dynamodb/table:Table")) {
      expect(inputs.deletionProtectionEnabled).toBe(true);
    }
    for (const { inputs } of ofType("aws:s3/bucket:Bucket")) {
      expect(inputs.forceDestroy).toBe(false);
    }
  });
});

describe.each(["dev", "staging"])("a stack that may be thrown away (%s)", (stack) => {
  it("can be destroyed without leftovers", async () => {
    const { resources, ofType } = await deployUnderMocks(stack);
    expect(resources.filter(({ protect }) => protect)).toEqual([]);
    for (const { inputs } of ofType("aws:dynamodb/table:Table")) {
      expect(inputs.deletionProtectionEnabled).toBe(false);
    }
    for (const { inputs } of ofType("aws:s3/bucket:Bucket")) {
      expect(inputs.forceDestroy).toBe(true);
    }
    for (const { inputs } of resources) {
      expect(inputs).not.toHaveProperty("skipDestroy");
    }
  });
});
