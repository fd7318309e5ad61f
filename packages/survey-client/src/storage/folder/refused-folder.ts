import { randomUUID } from "node:crypto";
import { lstat, readlink, rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { RefusalReason, RefusedEntry } from "../outbox-storage.ts";
import { parseRefusalReasons } from "../refusal-reasons.ts";
import { createFile, createFolder, isFileError, linkOrRename, syncFolder } from "./durable-file.ts";
import { type FilePath, MAX_NAME_BYTES, pathOfKey, SURVEY, withSuffix } from "./file-key.ts";
import { itemsOf, readKeys } from "./folder-items.ts";
import { readSurveyFile } from "./survey-file.ts";

/** The subfolder of surveys that can never be sent as they are. */
const REFUSED_FOLDER = "refused";
/** In that subfolder, and only there, a file with this ending says why the file of the same name was refused. */
const REASONS = ".reasons.json";

/** A file in the folder of the waiting ones. */
export interface MovableFile {
  /** Gets it out of everyone's sight; `undefined` when there is nothing to move any more. */
  take(): Promise<FilePath | undefined>;
  /** Makes it a waiting one again. */
  putBack(taken: FilePath): Promise<void>;
}

export interface RefusedFolder {
  readonly path: string;
  /**
   * Moves a survey here, with its reasons, and replaces nothing. The reasons are written first, so that a
   * refused survey always has some.
   */
  add(key: string, reasons: readonly RefusalReason[], file: MovableFile): Promise<void>;
  entries(): Promise<RefusedEntry[]>;
  count(): Promise<number>;
}

export function createRefusedFolder(waitingFolder: string, now: () => number): RefusedFolder {
  const path = join(waitingFolder, REFUSED_FOLDER);

  async function keys(): Promise<string[]> {
    const names = await readKeys(path).catch((error: unknown) => {
      // If a file has the subfolder's name, nothing has been refused. Each attempt to refuse a survey then
      // fails.
      if (isFileError(error, "ENOTDIR")) return [];
      throw error;
    });
    const items = await itemsOf(path, names);
    return items.flatMap(({ key, kind }) => (kind === "file" && !key.endsWith(REASONS) ? [key] : [])).sort();
  }

  /** Whether the reasons are there now, under this name. Nobody else then takes it. */
  async function reserve(name: string, content: string): Promise<boolean> {
    try {
      return await createFile(path, reasonsName(name), content);
    } catch (error) {
      if (isFileError(error, "ENAMETOOLONG")) return false;
      throw error;
    }
  }

  return {
    path,
    async add(key, reasons, file) {
      await createFolder(path);
      const refused_at = new Date(now()).toISOString();
      let taken: FilePath | undefined;
      try {
        for (const name of namesFor(key)) {
          const why = { refused_at, ...(name !== key && { file: key }), reasons };
          if (!(await reserve(name, JSON.stringify(why, null, 2)))) continue;
          let moved = false;
          try {
            taken ??= await file.take();
            moved = taken !== undefined && (await giveName(path, name, taken, waitingFolder));
          } finally {
            if (!moved) await rm(pathOfKey(path, reasonsName(name)), { force: true });
          }
          if (taken === undefined) return;
          if (moved) return await rm(taken, { force: true });
        }
        throw new Error(`no name is free in ${path}`);
      } catch (error) {
        if (taken !== undefined) await file.putBack(taken);
        // Another process took this one for dead and has brought the file back. It waits, and the next flush
        // sees it.
        if (taken === undefined || !isFileError(error, "ENOENT")) throw error;
      }
    },
    async entries() {
      const entries: RefusedEntry[] = [];
      for (const key of await keys()) {
        const file = await readSurveyFile(pathOfKey(path, key)).catch(() => undefined);
        const why = await readSurveyFile(pathOfKey(path, reasonsName(key))).catch(() => undefined);
        entries.push({ key, text: file?.text, reasons: parseRefusalReasons(why?.text) });
      }
      return entries;
    },
    count: async () => (await keys()).length,
  };
}

/** A survey's own name, if it can be told from the reasons of another; a longer one; one for file systems with short names. */
function* namesFor(key: string): Generator<string> {
  if (!key.endsWith(REASONS)) yield key;
  yield withSuffix(key, `~${randomUUID()}`, MAX_NAME_BYTES - (REASONS.length - SURVEY.length));
  yield randomUUID() + SURVEY;
}

function reasonsName(name: string): string {
  return `${name.slice(0, -SURVEY.length)}${REASONS}`;
}

/** @returns `false` if there is something of that name. */
async function giveName(folder: string, name: string, taken: FilePath, from: string): Promise<boolean> {
  const isLink = (await lstat(taken)).isSymbolicLink();
  return isLink
    ? await linkAgain(folder, name, resolve(from, await readlink(taken)))
    : await linkOrRename(taken, folder, name);
}

/** A link that leads to its file relative to where it lay. */
async function linkAgain(folder: string, name: string, target: string): Promise<boolean> {
  try {
    await symlink(target, pathOfKey(folder, name));
  } catch (error) {
    if (isFileError(error, "EEXIST")) return false;
    throw error;
  }
  await syncFolder(folder);
  return true;
}
