import { anonymousPrincipal, type SimulationRequestPrincipal } from "@cloud-copilot/iam-simulate";
import * as z from "zod";
import type { Deployment } from "../deploy-under-mocks.ts";
import { shortName } from "./requestable.ts";

/** Who makes a request. */
export interface Principal {
  /** An ARN, a service such as `lambda.amazonaws.com`, or nobody. */
  readonly principal: SimulationRequestPrincipal;
  /** The policies that it has itself. */
  readonly policies: readonly { readonly name: string; readonly policy: unknown }[];
  /** What AWS tells of it with each request, such as on whose behalf a service asks. */
  readonly context?: Readonly<Record<string, string>>;
}

const policyText = z.string().transform((text): unknown => JSON.parse(text));
const attachment = z.object({ role: z.string(), policyArn: z.string() });

/** What participants' credentials are vended by, where each participant has some. */
export const vending: Principal = { principal: "arn:aws:iam::123456789012:role/vending", policies: [] };

/**
 * Whom a deployment gives rights: each of its roles, whoever has one of its managed policies and nothing else, and whom it was
 * configured with.
 */
export function principalsOf(deployment: Deployment): ReadonlyMap<string, Principal> {
  const managed = deployment.ofType("aws:iam/policy:Policy").map(({ name, arn, inputs }) => ({
    arn,
    name,
    policy: policyText.parse(inputs.policy),
  }));
  const holders = managed.map(({ name, policy }): [string, Principal] => [
    `whoever has the policy ${shortName(name)}`,
    { principal: "arn:aws:iam::123456789012:user/holder", policies: [{ name, policy }] },
  ]);
  const roles = deployment.ofType("aws:iam/role:Role").map((role): [string, Principal] => {
    const inline = deployment
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.role === role.name)
      .map(({ name, inputs }) => ({ name, policy: policyText.parse(inputs.policy) }));
    const attached = deployment
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map(({ inputs }) => attachment.parse(inputs))
      .filter((one) => one.role === role.name)
      .map(({ policyArn }) => {
        const found = managed.find(({ arn }) => arn === policyArn);
        if (found === undefined)
          throw new Error(`${role.name} has the policy ${policyArn}, which is not ours.`);
        return { name: found.name, policy: found.policy };
      });
    return [`the role ${shortName(role.name)}`, { principal: role.arn, policies: [...inline, ...attached] }];
  });
  return new Map([...roles, ...holders, ["whoever vends credentials to participants", vending]]);
}

const everything = {
  name: "everything",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/** May do everything that no policy of ours denies. */
export const administrator: Principal = {
  principal: "arn:aws:iam::123456789012:role/administrator",
  policies: [everything],
};

/** Whom nobody has given anything. */
export const outsiders: ReadonlyMap<string, Principal> = new Map([
  ["a role without policies", { principal: "arn:aws:iam::123456789012:role/new", policies: [] }],
  [
    "an administrator of another account",
    { principal: "arn:aws:iam::999999999999:role/administrator", policies: [everything] },
  ],
  ["whoever does not sign a request", { principal: anonymousPrincipal, policies: [] }],
]);

/** CloudWatch, as it asks for an alarm of an account. */
function alarmOf(accountId: string): Principal {
  const context = {
    "aws:SourceAccount": accountId,
    "aws:SourceArn": `arn:aws:cloudwatch:eu-central-1:${accountId}:alarm:any`,
  };
  return { principal: "cloudwatch.amazonaws.com", policies: [], context };
}

/** Services of AWS that ask for rights elsewhere: to run as a role, to send, to store. */
export const awsServices: ReadonlyMap<string, Principal> = new Map([
  ...["ec2", "events", "lambda", "s3", "sns"].map((service): [string, Principal] => {
    const name = `${service}.amazonaws.com`;
    return [name, { principal: name, policies: [] }];
  }),
  ["cloudwatch.amazonaws.com for an alarm of this account", alarmOf("123456789012")],
  ["cloudwatch.amazonaws.com for an alarm of another account", alarmOf("999999999999")],
]);
