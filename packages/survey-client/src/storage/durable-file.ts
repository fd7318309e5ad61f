import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** What the names of files end with that are not complete yet. */
export const TEMPORARY = ".tmp";

/**
 * Creates a file that is complete and on the disk when it appears, and that replaces nothing.
 *
 * The packages that write files atomically rename over what is there, so two processes could replace each other's; a
 * hard link fails instead.
 *
 * @returns whether it was created: `false` if there is a file of that name.
 */
export async function createFile(path: string, content: string): Promise<boolean> {
  const temporary = await writeTemporary(dirname(path), content);
  try {
    return await linkFile(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Writes a file that is complete and on the disk when it appears; it replaces one of that name. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = await writeTemporary(dirname(path), content);
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Gives a file another name as well, durably. `false` if there is a file of that name. */
export async function linkFile(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    if (isFileError(error, "EEXIST")) return false;
    throw error;
  }
  await syncFolder(dirname(to));
  return true;
}

/** Puts on the disk what another process may just have written: the file, and its name in the folder. */
export async function syncFile(path: string): Promise<void> {
  await using file = await open(path, "r+");
  await file.sync();
  await syncFolder(dirname(path));
}

/** Creates a folder, and what is missing above it, durably. */
export async function createFolder(path: string): Promise<void> {
  const topmost = await mkdir(path, { recursive: true });
  if (topmost === undefined) return;
  for (let made = resolve(path); made.length >= topmost.length; made = dirname(made))
    await syncFolder(dirname(made));
}

/** Whether the error comes from the operating system and has this code, e.g. `ENOENT`. */
export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

async function writeTemporary(folder: string, content: string): Promise<string> {
  const path = join(folder, `.${randomUUID()}${TEMPORARY}`);
  try {
    await using file = await open(path, "wx");
    await file.writeFile(content);
    const time = nextTime() / 1_000;
    await file.utimes(time, time);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return path;
}

let lastTime = 0;

/** Now, but never the same twice: file systems keep times so coarsely that files could not be told apart by age. */
function nextTime(): number {
  lastTime = Math.max(Date.now(), lastTime + 1);
  return lastTime;
}

/** A new name is on the disk only after its folder is. Windows cannot sync folders, and need not. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  await using folder = await open(path, "r");
  await folder.sync();
}
