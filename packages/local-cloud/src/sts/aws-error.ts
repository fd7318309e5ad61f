/** Thrown for a request that AWS would refuse. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly status: number;
  /** AWS's name for the error, such as `AccessDenied`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
