import { describe, expect, it } from "vitest";
import { declaredPolicies } from "./declared-policies.ts";
import { deployUnderMocks, stacks } from "./deploy-under-mocks.ts";

/** In its policy, `*` is the key itself: there it is not a wildcard. */
const KEY_TYPE = "aws:kms/key:Key";

describe.each(stacks)("access in %s", (stack) => {
  it("is granted by no wildcard: not for actions, not for principals, not for whole services", async () => {
    const policies = declaredPolicies(await deployUnderMocks(stack));
    const granting = policies
      .filter(({ type }) => type !== KEY_TYPE)
      .flatMap(({ statements }) => statements.filter(({ Effect }) => Effect === "Allow"));
    expect(granting.length).toBeGreaterThan(0);
    for (const { Action, Principal, Resource } of granting) {
      for (const action of Action) {
        expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
      }
      for (const resource of Resource ?? []) {
        // A whole ARN; only what a bucket or log group contains is named by a pattern.
        expect(resource).toMatch(/^arn:aws:[^*?]+(?:\/[?*/-]+|:\*)?$/);
      }
      expect(Principal).not.toBe("*");
    }
  });

  it("to a key is left to the account's own policies, and besides given to CloudWatch alone", async () => {
    const keys = declaredPolicies(await deployUnderMocks(stack)).filter(({ type }) => type === KEY_TYPE);
    const statements = keys.flatMap((key) => key.statements.map(({ Sid: _, ...statement }) => statement));
    expect(statements).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: ["kms:*"],
        Resource: ["*"],
      },
      {
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: ["*"],
      },
    ]);
  });

  it("is opened to nobody by a setting of another kind", async () => {
    const { resources } = await deployUnderMocks(stack);
    expect(resources.length).toBeGreaterThan(0);
    for (const { type, name, inputs } of resources) {
      for (const setting of ["acl", "grants", "website", "corsRules", "managedPolicyArns"]) {
        expect(inputs, `${type} ${name}`).not.toHaveProperty(setting);
      }
    }
  });
});
