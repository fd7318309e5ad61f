import * as z from "zod";
import type { ProvisionContext, ResourceHandler, ResourceState } from "./resource-handler.ts";

/** What attaches a policy to a role: the policy itself, or the ARN of one that the program declares. */
const attachment = z.union([
  z.object({ role: z.string(), policy: z.string() }),
  z.object({ role: z.string(), policyArn: z.string() }),
]);

type Attachment = z.infer<typeof attachment>;

/** Of each local cloud, by the id of the resource that attaches. */
const attachments = new WeakMap<ProvisionContext, Map<string, Attachment>>();

/** Lets a handler's resources count among what their role may do, for as long as they live. */
export function attaches(handler: ResourceHandler): ResourceHandler {
  const attach = (context: ProvisionContext, id: string, state: ResourceState) => {
    const those = attachments.get(context) ?? new Map<string, Attachment>();
    attachments.set(context, those.set(id, attachment.parse(state)));
  };
  return {
    ...handler,
    create: async (name, inputs, context) => {
      const created = await handler.create(name, inputs, context);
      attach(context, created.id, created.state);
      return created;
    },
    update: async (id, inputs, context, before) => {
      const state = await handler.update(id, inputs, context, before);
      attach(context, id, state);
      return state;
    },
    delete: async (id, state, context) => {
      await handler.delete(id, state, context);
      attachments.get(context)?.delete(id);
    },
  };
}

/**
 * The texts of all policies that a role has now.
 *
 * @throws For a policy of AWS's own, which only AWS knows.
 */
export function policiesOfRole(roleName: string, context: ProvisionContext): readonly string[] {
  const those = [...(attachments.get(context)?.values() ?? [])].filter(({ role }) => role === roleName);
  return those.map((one) => {
    if ("policy" in one) return one.policy;
    const declared = context.find("aws:iam/policy:Policy", "arn", one.policyArn);
    if (declared === undefined) {
      throw new Error(
        `the local cloud does not know the policy ${one.policyArn}. Declare a policy with what is needed`,
      );
    }
    return z.string().parse(declared.state.policy);
  });
}
