/**
 * Thrown when the processor asks the simulated AWS for something it does not know. It is a gap in the
 * simulation, never a finding, and ends the run.
 */
export class UnsupportedRequestError extends Error {
  override readonly name = "UnsupportedRequestError";
  readonly code = "UNSUPPORTED_REQUEST";

  constructor(what: string, given: unknown) {
    super(`the simulated AWS does not know ${what}: ${JSON.stringify(given)}`);
  }
}
