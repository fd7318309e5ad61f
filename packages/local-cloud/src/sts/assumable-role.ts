import * as z from "zod";
import type { ProvisionedResource } from "../provisioner/resource-handler.ts";

const roleState = z.object({
  arn: z.string(),
  name: z.string(),
  uniqueId: z.string(),
  assumeRolePolicy: z.string(),
  maxSessionDuration: z.number().default(3_600),
});

/** A role, as far as it takes to begin a session of it. */
export type AssumableRole = z.infer<typeof roleState>;

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const trustPolicy = z.object({
  Statement: z.array(
    z.object({
      Effect: z.enum(["Allow", "Deny"]),
      Action: oneOrMore.default([]),
      Principal: z.object({ AWS: oneOrMore.default([]) }).catch({ AWS: [] }),
      Condition: z.unknown().optional(),
    }),
  ),
});

/** The role with an ARN among resources, if there is one. */
export function roleByArn(
  resources: readonly ProvisionedResource[],
  roleArn: string,
): AssumableRole | undefined {
  const role = resources.find(({ type, state }) => type === "aws:iam/role:Role" && state.arn === roleArn);
  return role === undefined ? undefined : roleState.parse(role.state);
}

/**
 * Whether the role's trust policy lets a principal in that it names by its whole ARN. IAM understands more.
 * Here, a statement about whole accounts or with a condition lets nobody in, and statements that deny are
 * ignored.
 */
export function mayAssume({ assumeRolePolicy }: AssumableRole, principalArn: string): boolean {
  const { Statement } = trustPolicy.parse(JSON.parse(assumeRolePolicy));
  return Statement.some(
    ({ Effect, Action, Principal, Condition }) =>
      Effect === "Allow" &&
      Condition === undefined &&
      Action.includes("sts:AssumeRole") &&
      Principal.AWS.includes(principalArn),
  );
}
