import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { isFileError, linkOrRename } from "./durable-file.ts";
import { type FilePath, SURVEY } from "./file-key.ts";

/** Gives a file that was taken out of sight its name back, or a new one where that is occupied by now. */
export async function putBack(taken: FilePath, folder: string, key: string): Promise<void> {
  for (const name of [key, randomUUID() + SURVEY]) {
    if (await giveName(taken, folder, name)) return;
  }
}

async function giveName(taken: FilePath, folder: string, name: string): Promise<boolean> {
  try {
    if (!(await linkOrRename(taken, folder, name))) return false;
  } catch (error) {
    // Another process took this one for dead, and has brought the file back.
    if (isFileError(error, "ENOENT")) return true;
    throw error;
  }
  await rm(taken, { force: true });
  return true;
}
