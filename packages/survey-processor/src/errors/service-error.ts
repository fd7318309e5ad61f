/** An error that an AWS service answered, as far as it is looked at. */
export interface ServiceError extends Error {
  readonly $fault: "client" | "server";
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * Whether a service answered with this error. It is recognised by the properties that the AWS SDK gives such
 * errors and no others. Each file of a bundle has its own copy of the SDK's classes, and `instanceof` does
 * not hold between them.
 *
 * @param name - only an error of this name, such as `TransactionCanceledException`; any if left out.
 */
export function isServiceError(error: unknown, name?: string): error is ServiceError {
  if (!(error instanceof Error && "$fault" in error && "$metadata" in error)) return false;
  return name === undefined || error.name === name;
}
