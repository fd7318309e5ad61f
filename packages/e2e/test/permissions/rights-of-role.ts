import type { LocalFunction } from "@lab/local-cloud";
import type { SurveyCloud } from "@lab/survey-cloud";
import * as z from "zod";
import type { Right } from "./rights-of-request.ts";

const policy = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(
    z.object({
      Statement: z.array(
        z.object({
          Effect: z.enum(["Allow", "Deny"]),
          Action: z.array(z.string()),
          Resource: z.array(z.string()),
        }),
      ),
    }),
  );

/** What a function's role allows: each action with the ARN, or its pattern, that it is allowed on. */
export function rightsOfRole(cloud: SurveyCloud, { declaration }: LocalFunction): readonly Right[] {
  const named = (type: string) => cloud.resources.filter((resource) => resource.type === type);
  const [own] = named("aws:lambda/function:Function").filter(({ state }) => state.arn === declaration.arn);
  const [role] = named("aws:iam/role:Role").filter(({ state }) => state.arn === own?.state.role);
  const attached = named("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  if (role === undefined || attached.some(({ state }) => state.role === role.state.name)) {
    throw new Error(`the rights of ${declaration.name} are expected in policies of its role's own`);
  }
  return named("aws:iam/rolePolicy:RolePolicy")
    .filter(({ state }) => state.role === role.state.name)
    .flatMap(({ state }) => policy.parse(state.policy).Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((arn) => ({ action, arn }))));
}

/** Compares what is done with what is allowed: what is done and not allowed, and what is allowed and never done. */
export function compare(
  done: readonly Right[],
  allowed: readonly Right[],
): { readonly missing: readonly string[]; readonly unused: readonly string[] } {
  const covers = (right: Right, one: Right) => right.action === one.action && fits(right.arn, one.arn);
  const text = ({ action, arn }: Right) => `${action} ${arn}`;
  return {
    missing: done.filter((one) => !allowed.some((right) => covers(right, one))).map(text),
    unused: allowed.filter((right) => !done.some((one) => covers(right, one))).map(text),
  };
}

/** `*` stands for any characters, `?` for one. */
function fits(pattern: string, arn: string): boolean {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(arn);
}
