import { styleText } from "node:util";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { createProgress, type Progress } from "./progress.ts";

/** What a command works with. */
export interface CommandContext {
  /** Comes with Ctrl-C, SIGTERM or a hang-up: stop, clean up, and throw. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Writes a text for people: to standard output, unless a JSON document goes there. */
  readonly print: (text: string) => void;
}

/** What a command did. */
export interface CommandResult {
  /** False when it found something that does not agree. */
  readonly ok: boolean;
  /** The document that `--json` prints. */
  readonly document: unknown;
}

/** Thrown when a command is given wrongly in a way that its options alone do not show. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "USAGE";
}

/**
 * Runs a command. It turns Ctrl-C, SIGTERM and a hang-up into a signal. A second Ctrl-C or SIGTERM ends the
 * process on the spot. It prints the result as a JSON document if asked for. It turns everything that goes
 * wrong into an exit code and a sentence on standard error.
 */
export async function runCommand(
  { json = false }: { readonly json?: boolean },
  command: (context: CommandContext) => Promise<CommandResult>,
): Promise<ExitCode> {
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(exitCode.interrupted);
    interruption.abort();
  };
  // A terminal that closes sends SIGHUP, perhaps by several ways at once, and can no longer be written to. A
  // pipe whose reader has gone (`| head`) cannot be written to, either. The command then cleans up what it
  // has begun, without output.
  const hangUp = () => interruption.abort();
  const streams = [process.stdout, process.stderr];
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", hangUp);
  for (const stream of streams) stream.on("error", hangUp);
  const progress = createProgress();
  const print = (text: string) => {
    progress.stop();
    if (json) console.error(text);
    else console.log(text);
  };
  try {
    const { ok, document } = await command({ signal: interruption.signal, progress, print });
    progress.stop();
    if (json) console.log(JSON.stringify(document, undefined, 2));
    return ok ? exitCode.ok : exitCode.differences;
  } catch (error) {
    progress.stop();
    if (interruption.signal.aborted) {
      // An error while cleaning up matters more, because the trigger may still be off.
      if (!isAbort(error, interruption.signal))
        console.error(styleText("red", explain(error), { stream: process.stderr }));
      console.error("Interrupted.");
      return exitCode.interrupted;
    }
    console.error(styleText("red", explain(error), { stream: process.stderr }));
    return error instanceof UsageError ? exitCode.usage : exitCode.failure;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt).off("SIGHUP", hangUp);
  }
}

/** Whether an error says only that the signal came. */
function isAbort(error: unknown, { reason }: AbortSignal): boolean {
  return error === reason || (error instanceof Error && error.name === "AbortError");
}

/**
 * An error in a sentence. Errors of services have a name that says more than their message, and no code. Some
 * of Node's have only a code. Ours say all in their message, also where the SDK has put its metadata on one.
 */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const name = code === "" && "$metadata" in error ? `${error.name}: ` : "";
  return `${name}${error.message || code || error.name}`;
}
