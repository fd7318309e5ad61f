import type { CreatedResource, ProvisionContext, ResourceHandler } from "./resource-handler.ts";

/** A handler for what has no engine behind it: the inputs are checked, and the outputs are what AWS would give. */
export function recordOnly(
  describe: (name: string, inputs: unknown, context: ProvisionContext) => CreatedResource,
): ResourceHandler {
  return {
    create: async (name, inputs, context) => describe(name, inputs, context),
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
