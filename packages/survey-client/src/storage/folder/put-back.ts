import { randomUUID } from "node:crypto";
import { lstat, rm } from "node:fs/promises";
import { isFileError, linkFile, renameFile, unlessMissing } from "./durable-file.ts";
import { type FilePath, pathOfKey, SURVEY } from "./file-key.ts";

/** Gives a file that was taken out of sight its name back, or a new one where that is occupied by now. */
export async function putBack(taken: FilePath, folder: string, key: string): Promise<void> {
  for (const name of [key, randomUUID() + SURVEY]) {
    if (await giveName(taken, folder, name)) return;
  }
}

async function giveName(taken: FilePath, folder: string, name: string): Promise<boolean> {
  try {
    if (!(await linkFile(taken, folder, name))) return false;
  } catch (error) {
    // Another process took this one for dead, and has brought the file back.
    if (isFileError(error, "ENOENT")) return true;
    // No file can have a second name that came here by mistake, such as a folder of that name.
    if (!isFileError(error, "EPERM", "EISDIR", "ENOTSUP")) throw error;
    const occupant = await lstat(pathOfKey(folder, name)).catch(unlessMissing);
    if (occupant !== undefined) return false;
    await renameFile(folder, taken, pathOfKey(folder, name));
    return true;
  }
  await rm(taken, { force: true });
  return true;
}
