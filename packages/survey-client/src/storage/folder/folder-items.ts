import type { Stats } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import { isFileError, unlessMissing } from "./durable-file.ts";
import { type FilePath, isSurveyKey, keyOfName, pathOfKey } from "./file-key.ts";

/** Something in a folder that has a survey's name. */
export type FolderItem = { readonly key: string } & (
  | { readonly kind: "file"; readonly changedAt: number }
  | { readonly kind: "directory" | "pipe" | "socket" | "device" }
  | { readonly kind: "broken_link"; readonly error: unknown }
  | { readonly kind: "failing"; readonly error: unknown }
);

const AT_A_TIME = 64;

/** The names in a folder, as keys; none if it is missing. */
export async function readKeys(folder: string): Promise<string[]> {
  const names = await readdir(folder, { encoding: "buffer" }).catch(unlessMissing);
  return (names ?? []).map(keyOfName);
}

/** Those of the keys that are a survey's name, and what they are. One that cannot be looked at harms no other. */
export async function itemsOf(folder: string, keys: readonly string[]): Promise<FolderItem[]> {
  const surveys = keys.filter(isSurveyKey);
  const items: FolderItem[] = [];
  for (let start = 0; start < surveys.length; start += AT_A_TIME) {
    const some = surveys.slice(start, start + AT_A_TIME);
    const looked = await Promise.all(some.map((key) => lookAt(folder, key)));
    for (const item of looked) if (item !== undefined) items.push(item);
  }
  return items;
}

async function lookAt(folder: string, key: string): Promise<FolderItem | undefined> {
  const path = pathOfKey(folder, key);
  try {
    const stats = await stat(path);
    return stats.isFile() ? { key, kind: "file", changedAt: stats.mtimeMs } : { key, kind: kindOf(stats) };
  } catch (error) {
    if (await isLink(path)) return { key, kind: "broken_link", error };
    return isFileError(error, "ENOENT") ? undefined : { key, kind: "failing", error };
  }
}

function kindOf(stats: Stats): "directory" | "pipe" | "socket" | "device" {
  if (stats.isDirectory()) return "directory";
  if (stats.isFIFO()) return "pipe";
  return stats.isSocket() ? "socket" : "device";
}

async function isLink(path: FilePath): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isSymbolicLink() ?? false;
}
