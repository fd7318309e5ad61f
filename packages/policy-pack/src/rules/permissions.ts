import * as z from "zod";
import { resourceRule } from "../resource-rule.ts";

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const narrowStatement = z
  .object({ Effect: z.string(), Action: oneOrMore.optional() })
  .refine(
    ({ Effect, Action }) =>
      Effect === "Deny" || (Action !== undefined && !Action.some((one) => one.includes("*"))),
    { error: "an Allow must name its actions, without *" },
  );

const everyone = z.union([z.literal("*"), z.object({ AWS: z.union([z.literal("*"), z.array(z.string())]) })]);

const privateStatement = z
  .object({ Effect: z.string(), Principal: z.unknown(), Condition: z.unknown().optional() })
  .refine(
    ({ Effect, Principal, Condition }) =>
      Effect === "Deny" || Condition !== undefined || !isEveryone(Principal),
    {
      error: "an Allow for everyone needs a condition",
    },
  );

export const permissionRules = [
  resourceRule({
    name: "named-actions",
    description: "Allow actions by name, because * allows more with every feature that AWS adds.",
    types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy", "aws:iam/userPolicy:UserPolicy"],
    inputs: z.object({ policy: document(narrowStatement) }),
  }),
  resourceRule({
    name: "no-public-access",
    description: "Let nobody in without credentials.",
    types: [
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:sqs/queuePolicy:QueuePolicy",
      "aws:sns/topicPolicy:TopicPolicy",
    ],
    inputs: z.object({ policy: document(privateStatement) }),
  }),
];

function isEveryone(principal: unknown): boolean {
  const { data } = everyone.safeParse(principal);
  return data === "*" || data?.AWS.includes("*") === true;
}

/** The JSON text of a policy whose every statement is as it must be. */
function document(statement: z.ZodType) {
  const statements = z
    .unknown()
    .transform((one) => (Array.isArray(one) ? one : [one]))
    .pipe(z.array(statement));
  const shape = z.object({ Statement: statements });
  return z.string().superRefine((text, context) => {
    const { error } = shape.safeParse(JSON.parse(text));
    for (const { message, path } of error?.issues ?? []) {
      context.addIssue({ code: "custom", message: `${message} (${path.join(".")})` });
    }
  });
}
