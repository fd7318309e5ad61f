import * as z from "zod";

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statementsSchema = z.object({
  Statement: z.array(
    z.object({
      Effect: z.enum(["Allow", "Deny"]),
      Action: oneOrMore.optional(),
      NotAction: oneOrMore.optional(),
      Resource: oneOrMore.optional(),
      NotResource: oneOrMore.optional(),
      Condition: z.unknown().optional(),
    }),
  ),
});

type Statement = z.infer<typeof statementsSchema>["Statement"][number];

/**
 * Whether a role's policies allow an action on a resource: some statement allows it, and none denies it.
 *
 * @param policies - Their JSON texts, well-formed.
 * @param resource - An ARN.
 * @throws For a statement about this action and resource with a condition, which cannot be judged here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function policiesAllow(policies: readonly string[], action: string, resource: string): boolean {
  const decisive = policies
    .flatMap((text) => statementsSchema.parse(JSON.parse(text)).Statement)
    .filter((statement) => isAbout(statement, action, resource));
  if (decisive.some(({ Condition }) => Condition !== undefined)) {
    throw new Error(
      `the local cloud cannot judge the condition on which a policy allows or denies ${action}`,
    );
  }
  return decisive.length > 0 && decisive.every(({ Effect }) => Effect === "Allow");
}

function isAbout(
  { Action, NotAction, Resource, NotResource }: Statement,
  action: string,
  resource: string,
): boolean {
  const named = (patterns: readonly string[]) =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  const meant = (patterns: readonly string[]) => patterns.some((pattern) => arnMatches(pattern, resource));
  const actionFits = Action === undefined ? !named(NotAction ?? []) : named(Action);
  const resourceFits = Resource === undefined ? !meant(NotResource ?? []) : meant(Resource);
  return actionFits && resourceFits;
}

/** A wildcard stays within its segment. Segments that are left out at the end match anything. */
function arnMatches(pattern: string, arn: string): boolean {
  const segments = segmentsOf(arn);
  const wanted = segmentsOf(pattern);
  return segments.every((segment, index) => matches(wanted[index] ?? "*", segment));
}

/** Five segments and the rest, which may have colons of its own. */
function segmentsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** `*` stands for any characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
