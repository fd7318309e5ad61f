import { columns } from "@lab/command-line";
import { noCache } from "@lab/survey-export";
import { readReport, reportHtml, writeReport } from "@lab/survey-report";
import type { Stack } from "@lab/survey-stack";
import { shownPath } from "../typed-path.ts";

/**
 * Writes the page on what a demo stored, in place of an earlier one.
 *
 * @returns where it is, for people to read. Where nothing can be written, it says so.
 */
export async function writeDemoReport(stack: Stack, path: string, signal: AbortSignal): Promise<string> {
  const shown = shownPath(path);
  try {
    const data = await readReport(stack, { cache: noCache, now: new Date(), signal });
    await writeReport(path, reportHtml(data));
  } catch (error) {
    signal.throwIfAborted();
    return `The report was not written to ${shown}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return columns([[shown, "the report, a page to open in a browser"]]);
}
