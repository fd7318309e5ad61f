import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const program = join(import.meta.dirname, "../../../packages/survey-report/test/synthetic/write-page.ts");

/** A study that never was: how many take part, for how long, and which share of their surveys they answer. */
export interface SyntheticStudy {
  readonly participants: number;
  readonly plan?: { readonly days: number; readonly promptsPerDay: number };
  readonly share?: number;
}

/** Writes the page of `lab-survey report` for a synthetic study to a file. */
export async function writeSyntheticReport(path: string, study: SyntheticStudy): Promise<void> {
  await promisify(execFile)(process.execPath, [program, path, JSON.stringify(study)]);
}
