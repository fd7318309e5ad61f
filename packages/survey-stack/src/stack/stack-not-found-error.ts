/** Thrown when there is no stack to work on; the message says what to do about it. */
export class StackNotFoundError extends Error {
  override readonly name = "StackNotFoundError";
  readonly code = "STACK_NOT_FOUND";
}
