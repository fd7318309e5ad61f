export type EnvFileErrorCode =
  /** There is no file. */
  | "ENV_FILE_MISSING"
  /** The local cloud that wrote it runs, and keeps its file. */
  | "ENV_FILE_TAKEN"
  /** No local cloud has written it. */
  | "ENV_FILE_FOREIGN"
  /** Another program's file is where a local cloud's lock would be. */
  | "ENV_FILE_LOCKED"
  /** There is no such folder, no room, or no right to write. */
  | "ENV_FILE_UNWRITABLE"
  /** The local cloud that wrote it, or that a shell has read it of, does not run any more. */
  | "LOCAL_CLOUD_GONE"
  /** The local cloud runs, and nothing is deployed to it. */
  | "LOCAL_CLOUD_EMPTY";

/** Thrown when an environment file cannot be used; the message says why, and what to do. */
export class EnvFileError extends Error {
  override readonly name = "EnvFileError";
  readonly code: EnvFileErrorCode;

  constructor(code: EnvFileErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
