import * as z from "zod";
import type { Deployment } from "./deploy-under-mocks.ts";

const statementSchema = z.strictObject({
  Sid: z.string().regex(/^[A-Za-z0-9]+$/),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z
    .union([z.literal("*"), z.strictObject({ Service: z.string() }), z.strictObject({ AWS: z.string() })])
    .optional(),
  Action: z.array(z.string()),
  Resource: z.array(z.string()).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});

const documentSchema = z.strictObject({
  Version: z.literal("2012-10-17"),
  Statement: z.array(statementSchema).min(1),
});

export interface DeclaredPolicy {
  readonly type: string;
  readonly name: string;
  readonly statements: readonly z.infer<typeof statementSchema>[];
}

/** Every policy that a deployment declares, whatever it is attached to. */
export function declaredPolicies(deployment: Deployment): readonly DeclaredPolicy[] {
  return deployment.resources.flatMap(({ type, name, inputs }) =>
    [inputs.policy, inputs.assumeRolePolicy].flatMap((json) =>
      json === undefined
        ? []
        : [{ type, name, statements: documentSchema.parse(JSON.parse(z.string().parse(json))).Statement }],
    ),
  );
}
