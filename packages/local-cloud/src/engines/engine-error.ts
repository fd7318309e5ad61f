/** An engine could not be started, or stopped without being asked to. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code = "ENGINE_FAILED";
}
