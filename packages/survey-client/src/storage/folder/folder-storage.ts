import { lstat, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { study as ourStudy } from "@lab/study";
import { createJudge, type Judge, type Study, surveyObjectKey } from "@lab/survey-schema";
import { OutboxEntryError } from "../outbox-entry-error.ts";
import type { Added, EntryRef, OutboxStorage, StoredEntry } from "../outbox-storage.ts";
import { createFile, createFolder, isFileError, syncFile, unlessMissing } from "./durable-file.ts";
import { type FilePath, pathOfKey, withSuffix } from "./file-key.ts";
import { itemsOf, readKeys } from "./folder-items.ts";
import { clearUp, type LeftBehind } from "./left-behind.ts";
import { leavingName } from "./own-names.ts";
import { putBack } from "./put-back.ts";
import { createRefusedFolder } from "./refused-folder.ts";
import { stuckEntry } from "./stuck-entry.ts";
import { readSurveyFile, type SurveyFile } from "./survey-file.ts";

/** Options of {@link createFolderStorage}. */
export interface FolderStorageOptions {
  /** The time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** The study of the client that sends from the folder. Default: that of `@lab/study`. */
  readonly study?: Study;
}

/**
 * Keeps an outbox's entries as files. Each `*.json` in the folder is a waiting survey, whoever put it there
 * and under whatever name. A saved one is named by its object key. Refused ones are moved to the subfolder
 * `refused/`, each with a `….reasons.json`. Of the names that begin with a dot, only `.{uuid}.tmp` and
 * `.{uuid}.leaving` are the storage's own, and only these are cleared up. The folder is created if missing.
 *
 * A saved survey is on the disk: the file and its name are synced. The file system needs hard links (ext4, APFS, NTFS, …;
 * not FAT). A survey that is put into the folder by another program is found by the next flush, and is as durable as that
 * program made it; of two different ones of the same participant and second, both are sent.
 */
export function createFolderStorage(folder: string, options: FolderStorageOptions = {}): OutboxStorage {
  const { now = Date.now, study = ourStudy } = options;
  const judge = createJudge(study);
  const refused = createRefusedFolder(folder, now);
  /** The entries that failed when they were last tried, by key. */
  const unreadable = new Map<string, unknown>();
  const unmovable = new Map<string, unknown>();
  let leftBehind: readonly LeftBehind[] = [];

  async function add(id: string, text: string): Promise<Added> {
    await createFolder(folder);
    for (let number = 1; ; ) {
      const key = number === 1 ? id : withSuffix(id, `~${number}`);
      if (await createFile(folder, key, text)) return { added: true };
      const present = await readSurveyFile(pathOfKey(folder, key)).catch(() => undefined);
      if (idOf(present?.text, judge) === id) {
        await syncFile(folder, key).catch(unlessMissing);
        return { added: false, text: present?.text ?? "" };
      }
      // If nothing is there, it was sent and removed just now. Otherwise something else has this name. It may
      // be another program's file, no file at all, or the survey of a user id that differs in case only,
      // where file names do not.
      if (await isTaken(pathOfKey(folder, key))) number++;
    }
  }

  async function list(): Promise<EntryRef[]> {
    const keys = await readKeys(folder);
    leftBehind = [
      ...(await clearUp(folder, keys, now)),
      ...(await clearUp(refused.path, await readKeys(refused.path).catch(() => []), now)),
    ];
    const items = await itemsOf(folder, await readKeys(folder));
    const waiting = items.flatMap((item) => {
      if (item.kind === "file") return [{ key: item.key, changedAt: item.changedAt }];
      // Reading it fails too, and so an event tells of it.
      return item.kind === "failing" ? [{ key: item.key, changedAt: Number.MAX_VALUE }] : [];
    });
    return waiting.sort((a, b) => a.changedAt - b.changedAt).map(({ key }) => ({ key, id: key }));
  }

  /**
   * Takes the file out of everyone's sight if it still is what was read, so that no survey is harmed that was put under
   * the same name in the meantime.
   */
  async function take(entry: StoredEntry): Promise<FilePath | undefined> {
    const taken = pathOfKey(folder, leavingName());
    try {
      await rename(pathOfKey(folder, entry.key), taken);
    } catch (error) {
      return unlessMissing(error);
    }
    let present: SurveyFile | undefined;
    try {
      present = await readSurveyFile(taken);
    } catch (error) {
      await putBack(taken, folder, entry.key);
      throw error;
    }
    if (present !== undefined && isSame(present, entry)) return taken;
    await putBack(taken, folder, entry.key);
    return undefined;
  }

  /** An error of one file does not concern the others. */
  async function ofFile<T>(
    key: string,
    failures: Map<string, unknown>,
    action: string,
    use: () => Promise<T>,
  ): Promise<T> {
    try {
      const result = await use();
      failures.delete(key);
      return result;
    } catch (error) {
      const failure = new OutboxEntryError(action, join(folder, key), error);
      failures.set(key, failure);
      throw failure;
    }
  }

  return {
    add,
    list,
    read: (key) =>
      ofFile(key, unreadable, "could not be read", async () => {
        const file = await readSurveyFile(pathOfKey(folder, key));
        return file && { key, ...file };
      }),
    remove: (entry) =>
      ofFile(entry.key, unmovable, "could not be removed", async () => {
        const taken = await take(entry);
        if (taken === undefined) return;
        try {
          await rm(taken, { force: true });
        } catch (error) {
          await putBack(taken, folder, entry.key);
          throw error;
        }
      }),
    refuse: (entry, reasons) =>
      ofFile(entry.key, unmovable, "could not be put among the refused", () =>
        refused.add(entry.key, reasons, {
          take: () => take(entry),
          putBack: (taken) => putBack(taken, folder, entry.key),
        }),
      ),
    refused: () => refused.entries(),
    async count() {
      const items = await itemsOf(folder, await readKeys(folder));
      const waiting = items.filter(({ kind }) => kind === "file" || kind === "failing");
      return { waiting: waiting.length, refused: await refused.count() };
    },
    async stuck() {
      const items = await itemsOf(folder, await readKeys(folder));
      const present = new Set(items.map(({ key }) => key));
      for (const failures of [unreadable, unmovable])
        for (const key of failures.keys()) if (!present.has(key)) failures.delete(key);
      const failed = leftBehind.map(({ key, error }) => ({ key, kind: "failing", error }) as const);
      return [...items, ...failed]
        .flatMap((item) => stuckEntry(folder, item, unreadable.get(item.key) ?? unmovable.get(item.key)))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

function idOf(text: string | undefined, judge: Judge): string | undefined {
  const parsed = judge.parse(text ?? "");
  return parsed.wellFormed ? surveyObjectKey(parsed.survey) : undefined;
}

/** By the text. What was not read has none, and is compared by its version. */
function isSame(present: SurveyFile, { text, version }: StoredEntry): boolean {
  return present.text === text && (text !== undefined || present.version === version);
}

async function isTaken(path: FilePath): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    return !isFileError(error, "ENOENT");
  }
}
