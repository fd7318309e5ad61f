/** Thrown when the program declares something that cannot be created in the local cloud; the message names the resource. */
export class ProvisionError extends Error {
  override readonly name = "ProvisionError";
  readonly code = "PROVISION_FAILED";
  readonly resourceType: string;
  readonly resourceName: string;

  constructor(resourceType: string, resourceName: string, problem: string, options?: ErrorOptions) {
    super(`${resourceType} "${resourceName}": ${problem}`, options);
    this.resourceType = resourceType;
    this.resourceName = resourceName;
  }
}
