/** Thrown for a request that AWS would refuse; the answer carries status and code, as AWS's does. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly status: number;
  /** AWS's name for the error, such as `AccessDenied` or `ResourceNotFoundException`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
