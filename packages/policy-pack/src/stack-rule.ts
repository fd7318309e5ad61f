import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

interface StackRule {
  readonly name: string;
  /** What is demanded, and why; shown with every violation. */
  readonly description: string;
  /** The types of the resources that it is for. */
  readonly types: readonly string[];
  /** What a resource lacks, or undefined when it lacks nothing. */
  readonly missing: (resource: PolicyResource, stack: readonly PolicyResource[]) => string | undefined;
}

/**
 * A rule for what resources are to each other. It goes by their dependencies, which a preview knows already, so a violation
 * shows before anything is deployed.
 */
export function stackRule({ name, description, types, missing }: StackRule): StackValidationPolicy {
  return {
    name,
    description,
    validateStack: ({ resources }, report) => {
      for (const resource of resources) {
        if (!types.includes(resource.type)) continue;
        const lack = missing(resource, resources);
        if (lack !== undefined) report(`${resource.name} (${resource.type}): ${lack}`, resource.urn);
      }
    },
  };
}

/** Whether one of a resource's inputs is made of another resource. */
export function refersTo(resource: PolicyResource, input: string, other: PolicyResource): boolean {
  return (resource.propertyDependencies[input] ?? []).some(({ urn }) => urn === other.urn);
}
