import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onExit } from "signal-exit";
import { ownName, removeAbandoned } from "./owner.ts";
import { removal, removeNow } from "./remove-now.ts";

/** A folder, until it is disposed of or moved away. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

const folders = new Set<string>();
let watching = false;

/**
 * Makes a folder in the system's temporary directory, or elsewhere. It is removed when the result is disposed of. It is removed as well
 * when this process ends before that: by itself, by `process.exit`, by an error that nobody catches, or by a signal. After
 * SIGKILL it stays. Then the next call for the same purpose removes it, in any process of this machine and user.
 *
 * @param purpose - Starts the folder's name.
 * @param parent - Where it is made. Default: the system's temporary directory.
 * @example
 * await using folder = await createTemporaryFolder("lab-bench");
 * await writeFile(join(folder.path, "floor.js"), code);
 */
export async function createTemporaryFolder(purpose: string, parent = tmpdir()): Promise<TemporaryFolder> {
  await removeAbandoned(purpose, parent);
  if (!watching) removeAtExit();
  const path = mkdtempSync(join(parent, ownName(purpose)));
  folders.add(path);
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await rm(path, removal);
      folders.delete(path);
    },
  };
}

/** A signal still ends the process, unless somebody else listens for it. */
function removeAtExit(): void {
  watching = true;
  onExit(() => {
    for (const path of folders) removeNow(path);
  });
}
