import { link, lstat, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type FilePath, pathOfKey } from "./file-key.ts";
import { temporaryName } from "./own-names.ts";

/** How often a file is written anew whose temporary file another process has cleared up. */
const MAX_ATTEMPTS = 3;

/**
 * Creates a file that is complete and on the disk when it appears, and that replaces nothing.
 *
 * The packages that write files atomically rename over what is there, so two processes could replace each
 * other's file. A hard link fails instead.
 *
 * @returns whether it was created: `false` if there is a file of that name.
 */
export async function createFile(folder: string, key: string, content: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const temporary = await writeTemporary(folder, content);
    try {
      return await linkFile(temporary, folder, key);
    } catch (error) {
      // A process that slept for a minute in between (a closed laptop) looks dead to the others.
      if (!isFileError(error, "ENOENT") || attempt === MAX_ATTEMPTS) throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

/**
 * Gives a file another name as well, durably.
 *
 * @returns `false` if there is another file of that name. A network file system may say so after its own
 *   success, when its first reply was lost. Then it is the same file.
 */
export async function linkFile(from: FilePath, folder: string, key: string): Promise<boolean> {
  const to = pathOfKey(folder, key);
  try {
    await link(from, to);
  } catch (error) {
    if (!isFileError(error, "EEXIST")) throw error;
    if (!(await isSameFile(from, to))) return false;
  }
  await syncFolder(folder);
  return true;
}

/**
 * The same by renaming, for items that cannot get a second name. A folder cannot have two names. Linux gives
 * no second name to another user's file that this process may not write (`fs.protected_hardlinks`), though it
 * may be moved.
 */
export async function linkOrRename(from: FilePath, folder: string, key: string): Promise<boolean> {
  try {
    return await linkFile(from, folder, key);
  } catch (error) {
    if (!isFileError(error, "EPERM", "EISDIR", "ENOTSUP")) throw error;
    const to = pathOfKey(folder, key);
    const occupant = await lstat(to).catch(unlessMissing);
    if (occupant !== undefined) return false;
    await renameFile(folder, from, to);
    return true;
  }
}

/**
 * Gives a file another name, durably, in this folder. An item with that name is replaced, so the name must be
 * new.
 */
export async function renameFile(folder: string, from: FilePath, to: FilePath): Promise<void> {
  await rename(from, to);
  await syncFolder(folder);
}

/** Puts on the disk what another process may just have written: the file, and its name in the folder. */
export async function syncFile(folder: string, key: string): Promise<void> {
  // Only Windows wants the right to write for it, which another program's file may not give.
  await using file = await open(pathOfKey(folder, key), process.platform === "win32" ? "r+" : "r");
  await file.sync();
  await syncFolder(folder);
}

/** Creates a folder, and what is missing above it, durably. */
export async function createFolder(path: string): Promise<void> {
  const topmost = await mkdir(path, { recursive: true });
  if (topmost === undefined) return;
  for (let made = resolve(path); made.length >= topmost.length; made = dirname(made))
    await syncFolder(dirname(made));
}

/** Whether the error comes from the operating system and has one of these codes, e.g. `ENOENT`. */
export function isFileError(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code)
  );
}

/** For a `catch`: a missing file gives `undefined`, and any other error is thrown on. */
export function unlessMissing(error: unknown): undefined {
  if (!isFileError(error, "ENOENT")) throw error;
}

/** A new name is on the disk only after its folder is. Windows cannot sync folders, and need not. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  await using folder = await open(path, "r");
  await folder.sync();
}

async function isSameFile(one: FilePath, other: FilePath): Promise<boolean> {
  const [a, b] = await Promise.all([lstat(one, { bigint: true }), lstat(other, { bigint: true })]);
  return a.ino === b.ino && a.dev === b.dev;
}

async function writeTemporary(folder: string, content: string): Promise<string> {
  const path = join(folder, temporaryName());
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

/**
 * The time now, but never the same twice. File systems keep times so coarsely that files could not be ordered
 * by age.
 */
function nextTime(): number {
  lastTime = Math.max(Date.now(), lastTime + 1);
  return lastTime;
}
