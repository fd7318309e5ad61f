import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "@lab/temporary-folder";

/** Everything that a test file keeps in the temporary directory. */
export const folderOfFile = await createTemporaryFolder("lab-test");

/**
 * Makes a folder for a test. It is removed when the test file has ended, so a test need not.
 *
 * @returns Its path.
 * @example
 * let folder: string;
 * beforeEach(() => {
 *   folder = testFolder();
 * });
 */
export function testFolder(): string {
  return mkdtempSync(join(folderOfFile.path, "folder-"));
}
