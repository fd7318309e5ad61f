import type { ResourceValidationPolicy } from "@pulumi/policy";
import * as z from "zod";

interface ResourceRule {
  readonly name: string;
  /** What is demanded, and why; shown with every violation. */
  readonly description: string;
  /** The types of the resources that it is for, such as `aws:sqs/queue:Queue`. */
  readonly types: readonly string[];
  /** What their inputs must be like. Inputs that it does not name may be anything. */
  readonly inputs: z.ZodType;
}

/**
 * A rule for single resources: a violation stops the deployment before the resource is created or changed. Where a preview
 * does not know an input yet, Pulumi says that it could not be checked, and checks it in the update.
 */
export function resourceRule({ name, description, types, inputs }: ResourceRule): ResourceValidationPolicy {
  return {
    name,
    description,
    validateResource: (resource, report) => {
      if (!types.includes(resource.type)) return;
      const { error } = inputs.safeParse(resource.props);
      if (error !== undefined) report(`${resource.name} (${resource.type}): ${z.prettifyError(error)}`);
    },
  };
}
