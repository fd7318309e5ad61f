import { readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LockError } from "./lock-error.ts";
import { emptyLock, type Lock, lockSchema } from "./lock-schema.ts";
import { readableJson } from "./readable-json.ts";

/** The folder of this package, where a study's definitions and its lock are. */
export const studyFolder = fileURLToPath(new URL("../..", import.meta.url));

/** Where a study's lock is. */
export function lockPath(folder: string): string {
  return join(folder, "questionnaires.lock.json");
}

/**
 * Reads a study's lock.
 *
 * @param folder - The study's. Default: the one of this package.
 * @returns An empty lock when there is none.
 * @throws LockError when it is no lock.
 */
export function readLock(folder: string = studyFolder): Lock {
  const path = lockPath(folder);
  const text = readText(path);
  return text === undefined ? emptyLock : parseLock(text, path);
}

/** Replaces a study's lock. Whoever reads it, finds the old one or the new one. */
export async function writeLock(folder: string, lock: Lock): Promise<void> {
  const path = lockPath(folder);
  const beside = `${path}.${process.pid}`;
  try {
    const file = await open(beside, "w");
    try {
      await file.writeFile(readableJson(lock));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** The text of a file; undefined when there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parseLock(text: string, path: string): Lock {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new LockError(path, "is not JSON", error);
  }
  const parsed = lockSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : ` at ${issue.path.join(".") || "its root"}: ${issue.message}`;
  throw new LockError(path, `is no lock of a study${where}`, parsed.error);
}
