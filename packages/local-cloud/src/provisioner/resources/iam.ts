import { randomBytes } from "node:crypto";
import * as z from "zod";
import { policyText } from "../policy-document.ts";
import { mustExist, recordOnly } from "../record-only.ts";
import { arn, named, physicalName, type ResourceHandler } from "../resource-handler.ts";
import { attaches } from "../role-policies.ts";

const role = z.object({ name: z.string().optional(), assumeRolePolicy: policyText });
const rolePolicy = z.object({ name: z.string().optional(), role: z.string(), policy: policyText });
const managedPolicy = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  policy: policyText,
});
const attachment = z.object({ role: z.string(), policyArn: z.string() });

const ROLE_TYPE = "aws:iam/role:Role";

const recordedRole = recordOnly((logicalName, given) => {
  const inputs = role.parse(given);
  const name = physicalName(logicalName, inputs.name);
  return { id: name, state: { ...inputs, name, arn: arn("iam", "", `role/${name}`), path: "/" } };
}, named);

/** aws:iam/role:Role. Only a trigger asks what a role may do; calls are not checked. */
export const iamRole: ResourceHandler = {
  ...recordedRole,
  create: async (logicalName, given, context) => {
    const { id, state } = await recordedRole.create(logicalName, given, context);
    return {
      id,
      state: { ...state, uniqueId: `AROA${randomBytes(9).toString("hex").slice(1).toUpperCase()}` },
    };
  },
  update: async (id, given, context, state) => ({
    ...(await recordedRole.update(id, given, context, state)),
    uniqueId: state.uniqueId,
  }),
};

/** aws:iam/rolePolicy:RolePolicy */
export const iamRolePolicy = attaches(
  recordOnly(
    (logicalName, given, context) => {
      const inputs = rolePolicy.parse(given);
      mustExist(context, ROLE_TYPE, "name", inputs.role);
      const name = physicalName(logicalName, inputs.name);
      return { id: `${inputs.role}:${name}`, state: { ...inputs, name } };
    },
    { nameInput: named.nameInput, replacedOn: [...named.replacedOn, "role"] },
  ),
);

/** aws:iam/policy:Policy */
export const iamPolicy = recordOnly(
  (logicalName, given) => {
    const inputs = managedPolicy.parse(given);
    const name = physicalName(logicalName, inputs.name);
    const policyArn = arn("iam", "", `policy/${name}`);
    return { id: policyArn, state: { ...inputs, name, arn: policyArn, path: "/" } };
  },
  { nameInput: named.nameInput, replacedOn: [...named.replacedOn, "description"] },
);

/**
 * aws:iam/rolePolicyAttachment:RolePolicyAttachment. The role may be one that the program does not declare.
 * In AWS it is the lab's own. Here it does not exist.
 */
export const iamRolePolicyAttachment = attaches(
  recordOnly(
    (logicalName, given) => {
      const inputs = attachment.parse(given);
      return { id: physicalName(`${inputs.role}-${logicalName}`), state: inputs };
    },
    { replacedOn: ["role", "policyArn"] },
  ),
);
