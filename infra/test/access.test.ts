import { describe, expect, it } from "vitest";
import { declaredPolicies } from "./declared-policies.ts";
import { deployUnderMocks, stacks } from "./deploy-under-mocks.ts";

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
        expect(resource).toMatch(/^arn:aws:[^*?]+(?:\/[?*/-]+|:\*)?$/);
      }
      expect(Principal).not.toBe("*");
    }
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
