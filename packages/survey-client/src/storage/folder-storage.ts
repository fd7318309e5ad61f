import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseSurvey, surveyObjectKey } from "@lab/survey-schema";
import {
  createFile,
  createFolder,
  isFileError,
  linkFile,
  replaceFile,
  syncFile,
  TEMPORARY,
} from "./durable-file.ts";
import type { Added, EntryRef, OutboxStorage, RefusedEntry, StoredEntry } from "./outbox-storage.ts";
import { parseRefusalReasons } from "./refusal-reasons.ts";

/** The subfolder of surveys that can never be sent as they are. */
export const REFUSED_FOLDER = "refused";

const REASONS = ".reasons.json";
/** A file on its way out of the folder. If its process dies, it comes back as a waiting one. */
const LEAVING = ".leaving";
/** How old a file left by a dead process is, in milliseconds, when it is cleared up. */
const ABANDONED = 60_000;
const STATS_AT_A_TIME = 64;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export interface FolderStorageOptions {
  /** The time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Keeps an outbox's entries as files: each `*.json` in the folder is a waiting survey, whoever put it there and under
 * whatever name; a saved one is named by its object key. Refused ones are moved to the subfolder `refused/`, each with
 * a `….reasons.json`. Names that begin with a dot are the storage's own. The folder is created if missing.
 *
 * A saved survey is on the disk: the file and its name are synced. The file system needs hard links (ext4, APFS, NTFS, …;
 * not FAT). A survey that is put into the folder by another program is found by the next flush, and is as durable as that
 * program made it; of two different ones of the same participant and second, both are sent.
 */
export function createFolderStorage(folder: string, options: FolderStorageOptions = {}): OutboxStorage {
  const { now = Date.now } = options;
  const refusedFolder = join(folder, REFUSED_FOLDER);
  const pathOf = (key: string) => join(folder, key);

  async function add(id: string, text: string): Promise<Added> {
    await createFolder(folder);
    for (let number = 1; ; ) {
      const path = pathOf(number === 1 ? id : withSuffix(id, String(number)));
      if (await createFile(path, text)) return { added: true };
      const present = await readText(path);
      if (present === undefined) continue; // It was sent and removed just now.
      // Another program's file, or a user id that differs in case only where file names do not: not this survey's place.
      if (idOf(present.text) !== id) number++;
      else {
        await syncFile(path).catch(unlessMissing);
        return { added: false, text: present.text ?? "" };
      }
    }
  }

  async function list(): Promise<EntryRef[]> {
    const names = await readFolder(folder);
    const abandoned = names.filter((name) => name.endsWith(LEAVING) || name.endsWith(TEMPORARY));
    for (const name of abandoned) await clearUp(name);
    const waiting = abandoned.length > 0 ? await readFolder(folder) : names;
    const saved: { key: string; at: number }[] = [];
    const keys = waiting.filter(isSurveyFile);
    for (let start = 0; start < keys.length; start += STATS_AT_A_TIME) {
      const some = keys.slice(start, start + STATS_AT_A_TIME);
      const stats = await Promise.all(some.map(async (key) => ({ key, at: await changedAt(pathOf(key)) })));
      for (const { key, at } of stats) if (at !== undefined) saved.push({ key, at });
    }
    return saved.sort((a, b) => a.at - b.at).map(({ key }) => ({ key, id: key }));
  }

  /** What a process left behind that was killed: nothing of a save that never resolved, or a file on its way out. */
  async function clearUp(name: string): Promise<void> {
    const file = await statOf(pathOf(name));
    if (file === undefined || Math.abs(now() - file.ctimeMs) < ABANDONED) return;
    if (name.endsWith(TEMPORARY)) await rm(pathOf(name), { force: true });
    else await rename(pathOf(name), pathOf(`${randomUUID()}.json`)).catch(unlessMissing);
  }

  /**
   * Takes the file out of everyone's sight if it still is what was read, so that no survey is harmed that was put under
   * the same name in the meantime.
   */
  async function take({ key, text }: StoredEntry): Promise<string | undefined> {
    const taken = pathOf(`.${randomUUID()}${LEAVING}`);
    try {
      await rename(pathOf(key), taken);
    } catch (error) {
      return unlessMissing(error);
    }
    const present = await readText(taken);
    if (present === undefined || present.text === text) return taken;
    await putBack(taken, key);
    return undefined;
  }

  async function putBack(taken: string, key: string): Promise<void> {
    const free =
      (await linkFile(taken, pathOf(key))) || (await linkFile(taken, pathOf(`${randomUUID()}.json`)));
    if (free) await rm(taken, { force: true });
  }

  /** The reasons come first: a refused survey always has some. */
  async function moveToRefused(taken: string, key: string, reasons: string): Promise<void> {
    let name = key;
    while ((await statOf(join(refusedFolder, name))) !== undefined) name = withSuffix(key, randomUUID());
    await replaceFile(join(refusedFolder, reasonsName(name)), reasons);
    if (await linkFile(taken, join(refusedFolder, name))) await rm(taken, { force: true });
  }

  return {
    add,
    list,
    async read(key) {
      const path = pathOf(key);
      const changed = await changedAt(path);
      const file = changed === undefined ? undefined : await readText(path);
      return file && changed !== undefined ? { key, text: file.text, changedAt: changed } : undefined;
    },
    async remove(entry) {
      const taken = await take(entry);
      if (taken !== undefined) await rm(taken, { force: true });
    },
    async refuse(entry, reasons) {
      await createFolder(refusedFolder);
      const taken = await take(entry);
      if (taken === undefined) return;
      try {
        const why = { refused_at: new Date(now()).toISOString(), reasons };
        await moveToRefused(taken, entry.key, JSON.stringify(why, null, 2));
      } catch (error) {
        await putBack(taken, entry.key);
        throw error;
      }
    },
    async refused() {
      const names = await readFolder(refusedFolder);
      const entries: RefusedEntry[] = [];
      for (const key of names.filter(isSurveyFile)) {
        const file = await readText(join(refusedFolder, key));
        const why = await readText(join(refusedFolder, reasonsName(key)));
        if (file) entries.push({ key, text: file.text, reasons: parseRefusalReasons(why?.text) });
      }
      return entries;
    },
    async count() {
      const [waiting, refused] = await Promise.all([readFolder(folder), readFolder(refusedFolder)]);
      return { waiting: waiting.filter(isSurveyFile).length, refused: refused.filter(isSurveyFile).length };
    },
  };
}

function isSurveyFile(name: string): boolean {
  return name.endsWith(".json") && !name.startsWith(".") && !name.endsWith(REASONS);
}

function withSuffix(name: string, suffix: string): string {
  return `${name.slice(0, -".json".length)}~${suffix}.json`;
}

function reasonsName(name: string): string {
  return `${name.slice(0, -".json".length)}${REASONS}`;
}

function idOf(text: string | undefined): string | undefined {
  const parsed = parseSurvey(text ?? "");
  return parsed.wellFormed ? surveyObjectKey(parsed.survey) : undefined;
}

async function readFolder(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    return unlessMissing(error) ?? [];
  }
}

async function readText(path: string): Promise<{ text: string | undefined } | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return unlessMissing(error);
  }
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { text: undefined };
  }
}

async function changedAt(path: string): Promise<number | undefined> {
  const file = await statOf(path);
  return file?.isFile() ? file.mtimeMs : undefined;
}

async function statOf(path: string) {
  return await stat(path).catch(unlessMissing);
}

function unlessMissing(error: unknown): undefined {
  if (!isFileError(error, "ENOENT")) throw error;
}
