import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { columns } from "@lab/command-line";
import { readLock } from "@lab/study/lock";
import { exportStudy, MANIFEST_FILE, noCache } from "@lab/survey-export";
import { type Stack, whoRunsThis } from "@lab/survey-stack";
import { shownPath } from "../typed-path.ts";

/**
 * Exports what a demo stored, in place of what an earlier demo exported.
 *
 * @returns what is where, for people to read. Where nothing can be written, it says so. The demo has shown what it is for all the same.
 */
export async function writeDemoData(stack: Stack, folder: string, signal: AbortSignal): Promise<string> {
  const shown = shownPath(folder) || folder;
  try {
    // Only what an export wrote is replaced.
    if (existsSync(join(folder, MANIFEST_FILE))) await rm(folder, { recursive: true });
    await exportStudy(stack, {
      folder,
      cache: noCache,
      corrections: readLock().corrections,
      by: whoRunsThis(),
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    return `The data were not written to ${shown}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return columns([
    [join(shown, "daily.csv"), "the accepted surveys, one row each"],
    [join(shown, "participants.csv"), "who takes part"],
    [join(shown, "rejected.csv"), "what was rejected, and why"],
  ]);
}
