import type { ProcessorError } from "./processor-errors.ts";
import { isServiceError } from "./service-error.ts";

/**
 * Errors whose messages are known to hold ids and codes only. They are recognised by name, because each file
 * of a bundle has its own classes.
 */
const withoutAnswers: Readonly<Record<ProcessorError["name"], true>> = {
  StoreBusyError: true,
  InconsistentTablesError: true,
  RecordingRefusedError: true,
  UnreadableWithdrawalError: true,
  ProcessorSettingsError: true,
  VisibilityUnchangedError: true,
  OutOfTimeError: true,
};

/** A `code` as programs write it, such as `ECONNREFUSED`. It is never a sentence. */
const CODE = /^[A-Za-z][\w.]{0,63}$/;

/**
 * The parts of an error that a log may show. The message of an error from elsewhere could quote a
 * participant's answer. So the log shows only its name, its code and where it was thrown. It shows messages
 * of services and of this package as they are.
 */
export function describeError(error: unknown): Readonly<Record<string, string | undefined>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const told = { error: error.name, error_code: codeOf(error) };
  if (isServiceError(error)) {
    return { ...told, error_message: error.message, request_id: error.$metadata.requestId };
  }
  if (Object.hasOwn(withoutAnswers, error.name)) return { ...told, error_message: error.message };
  return {
    ...told,
    thrown_at: error.stack
      ?.split("\n")
      .find((line) => /^\s+at /.test(line))
      ?.trim(),
  };
}

function codeOf(error: Error): string | undefined {
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && CODE.test(code) ? code : undefined;
}
