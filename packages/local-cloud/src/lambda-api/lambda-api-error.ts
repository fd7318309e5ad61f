/** Thrown for a request that Lambda would refuse; the answer carries status and code, as AWS's does. */
export class LambdaApiError extends Error {
  override readonly name = "LambdaApiError";
  readonly status: number;
  /** Lambda's name for the error, such as `ResourceNotFoundException`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
