import type { CreatedResource, ProvisionContext, ResourceHandler } from "./resource-handler.ts";

/**
 * A handler for resources without an engine. It checks the inputs, and gives the outputs that AWS would give.
 *
 * @param identity - What names the resource, and what cannot be changed about it; nothing if left out.
 */
export function recordOnly(
  describe: (name: string, inputs: unknown, context: ProvisionContext) => CreatedResource,
  identity: Partial<Pick<ResourceHandler, "nameInput" | "replacedOn">> = {},
): ResourceHandler {
  return {
    replacedOn: [],
    ...identity,
    create: async (name, inputs, context) => describe(name, inputs, context),
    update: async (id, inputs, context) => describe(id, inputs, context).state,
    delete: async () => {},
  };
}

/**
 * The resource that an input refers to.
 *
 * @throws When the program declares no such resource, or only later.
 */
export function mustExist(context: ProvisionContext, type: string, output: string, value: string): void {
  if (context.find(type, output, value) === undefined) {
    throw new Error(`it refers to a ${type} whose ${output} is "${value}", and there is none`);
  }
}
