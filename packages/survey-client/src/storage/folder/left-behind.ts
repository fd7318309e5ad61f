import { randomUUID } from "node:crypto";
import { lstat, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { renameFile, unlessMissing } from "./durable-file.ts";
import { SURVEY } from "./file-key.ts";
import { isLeavingName, isTemporaryName, temporaryName } from "./own-names.ts";

/** How old a file of a process is, in milliseconds, when the process is taken for dead. */
const ABANDONED = 60_000;

/** A survey that a dead process left on its way out, and that cannot be brought back. */
export interface LeftBehind {
  readonly key: string;
  readonly error: unknown;
}

/**
 * Clears up what killed processes left in a folder. It removes the rest of a save that never resolved. A
 * survey that was being removed waits again, under a new name. Both are harmless if the process was only
 * slow. It saves anew, or finds its survey gone, which is then sent once more.
 *
 * @param now - the device's time.
 * @returns what could not be brought back.
 */
export async function clearUp(
  folder: string,
  keys: readonly string[],
  now: () => number,
): Promise<LeftBehind[]> {
  const own = keys.filter((key) => isTemporaryName(key) || isLeavingName(key));
  if (own.length === 0) return [];
  const ahead = await serverClockAhead(folder).catch(() => undefined);
  const failed: LeftBehind[] = [];
  for (const key of own) {
    try {
      if (ahead !== undefined) await clearUpFile(folder, key, now() + ahead);
    } catch (error) {
      if (isLeavingName(key)) failed.push({ key, error });
    }
  }
  return failed;
}

async function clearUpFile(folder: string, key: string, serverTime: number): Promise<void> {
  const path = join(folder, key);
  const file = await lstat(path).catch(unlessMissing);
  // Both times are the server's. One far in the future comes from a time when its clock was wrong.
  if (file === undefined || Math.abs(serverTime - file.ctimeMs) < ABANDONED) return;
  if (isTemporaryName(key)) await rm(path, { force: true });
  else await renameFile(folder, path, join(folder, randomUUID() + SURVEY)).catch(unlessMissing);
}

/**
 * How many milliseconds the clock of the folder's file server is ahead of the device's. The server dates a
 * file that is made for this. By the device's clock alone, files of running processes would look abandoned on
 * a share whose clock is a minute off.
 */
async function serverClockAhead(folder: string): Promise<number> {
  const path = join(folder, temporaryName());
  try {
    await using file = await open(path, "wx");
    const { ctimeMs } = await file.stat();
    return ctimeMs - Date.now();
  } finally {
    await rm(path, { force: true });
  }
}
