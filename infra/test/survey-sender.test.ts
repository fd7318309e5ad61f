import { describe, expect, it } from "vitest";
import { declaredPolicies } from "./declared-policies.ts";
import { deployUnderMocks, stacks, uniqueIdOf } from "./deploy-under-mocks.ts";

const VENDING_PRINCIPAL_ARN = "arn:aws:iam::123456789012:role/vending";
const perParticipant = { senders: "per-participant", vendingPrincipalArn: VENDING_PRINCIPAL_ARN };

const processorVariables = ({ inputs }: Awaited<ReturnType<typeof deployUnderMocks>>, stack: string) =>
  inputs("aws:lambda/function:Function", `survey-${stack}-processor`).environment;

describe.each(stacks)("the senders of %s", (stack) => {
  it("are trusted by default: there is a policy to give them, and no role", async () => {
    const deployment = await deployUnderMocks(stack);
    expect(processorVariables(deployment, stack)).toMatchObject({ variables: { SENDERS: "trusted-app" } });
    expect(deployment.outputs).not.toHaveProperty("senderRoleArn");
    const roles = deployment.ofType("aws:iam/role:Role").map(({ name }) => name);
    expect(roles.toSorted()).toEqual([`survey-${stack}-archiver-role`, `survey-${stack}-processor-role`]);
    expect(deployment.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
  });

  it("are the lab's roles that the configuration names: the stack attaches the policy, and so takes it off again", async () => {
    const deployment = await deployUnderMocks(stack, { senderRoleNames: "web-server, Lab+Tablets@2" });
    const attached = deployment.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    const policyArn = deployment.outputs.senderPolicyArn;
    expect(attached.map(({ inputs }) => inputs)).toEqual([
      { role: "web-server", policyArn },
      { role: "Lab+Tablets@2", policyArn },
    ]);
    expect(attached.map(({ protect }) => protect)).toEqual([false, false]);
    // The roles themselves are the lab's: none is declared.
    const roles = deployment.ofType("aws:iam/role:Role").map(({ name }) => name);
    expect(roles.toSorted()).toEqual([`survey-${stack}-archiver-role`, `survey-${stack}-processor-role`]);
  });

  it("are, per participant, sessions of a role that the vending principal alone may assume, for an hour", async () => {
    const deployment = await deployUnderMocks(stack, perParticipant);
    const name = `survey-${stack}-sender-role`;
    const role = deployment.inputs("aws:iam/role:Role", name);
    expect(role.maxSessionDuration).toBe(3_600);
    const trust = declaredPolicies(deployment).filter((policy) => policy.name === name);
    expect(trust.map(({ statements }) => statements)).toEqual([
      [
        {
          Sid: "VendToParticipants",
          Effect: "Allow",
          Principal: { AWS: VENDING_PRINCIPAL_ARN },
          Action: ["sts:AssumeRole"],
        },
      ],
    ]);
    expect(deployment.outputs.senderRoleArn).toBe(`arn:aws:iam::123456789012:role/${name}`);
  });

  it("may, per participant, send and nothing else: the sender policy is all that the role has", async () => {
    const deployment = await deployUnderMocks(stack, perParticipant);
    const name = `survey-${stack}-sender-role`;
    const attached = deployment.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(attached.map(({ inputs }) => inputs)).toEqual([
      { role: name, policyArn: deployment.outputs.senderPolicyArn },
    ]);
    const inline = deployment.ofType("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => inputs.role);
    expect(inline).not.toContain(name);
  });

  it("are known to the processor by the role's unique id, which a role of the same name would not have", async () => {
    const deployment = await deployUnderMocks(stack, perParticipant);
    const SENDERS = uniqueIdOf(`survey-${stack}-sender-role`);
    expect(processorVariables(deployment, stack)).toMatchObject({ variables: { SENDERS } });
    expect(deployment.outputs.senderRoleId).toBe(SENDERS);
    const [role] = deployment.ofType("aws:iam/role:Role").filter(({ name }) => name.endsWith("sender-role"));
    expect(role?.protect).toBe(stack !== "dev" && stack !== "staging");
  });
});
