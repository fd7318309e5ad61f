/**
 * Why an invocation gave no result: `THROWN` by the handler, `TIMEOUT`, the worker's `EXIT` in the middle of
 * it, or code that could not be loaded (`INIT`).
 */
export type FunctionErrorCode = "THROWN" | "TIMEOUT" | "EXIT" | "INIT";

/** Thrown when an invocation of a local function gives no result. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
  readonly code: FunctionErrorCode;
  /** The type as Lambda reports it: the thrown error's name, `Sandbox.Timedout`, `Runtime.ExitError`, … */
  readonly errorType: string;
  /** Undefined when the function failed before it had an invocation. */
  readonly requestId: string | undefined;

  constructor(
    code: FunctionErrorCode,
    errorType: string,
    message: string,
    requestId?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.errorType = errorType;
    this.requestId = requestId;
  }
}
