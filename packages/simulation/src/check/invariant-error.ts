/** Thrown when a survey is lost, counted twice or shown wrongly: a finding. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
  readonly code = "INVARIANT";
}
