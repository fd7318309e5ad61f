import { explainFailure, requestOf } from "./failed-request.ts";

/** Thrown when a service did not do what a command asked of it; the message says which, and what to do next. */
export class ServiceFailedError extends Error {
  override readonly name = "ServiceFailedError";
  readonly code = "SERVICE_FAILED";

  constructor(cause: unknown) {
    super(
      `${explainFailure(cause)}. So the command stopped half-way. No survey is lost by that: what is not stored yet still waits. ` +
        "When the cause is gone, run the command again. What is done is not done twice.",
      { cause },
    );
  }
}

/**
 * Does a command's work on a stack.
 *
 * @throws {ServiceFailedError} in the place of an error that a request of the stack's clients ended with; everything else as it is.
 */
export async function namingFailures<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw requestOf(error) === undefined ? error : new ServiceFailedError(error);
  }
}
