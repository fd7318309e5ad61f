import { join, sep } from "node:path";

/** A path as Node's file functions take it. It is bytes where the name in it is not UTF-8. */
export type FilePath = string | Buffer;

/** What the names of waiting and refused surveys end with. */
export const SURVEY = ".json";

/**
 * A file's name as an entry's key. It is the name itself where that is UTF-8. Else (Latin-1, say) every byte
 * above 0x7F is a lone surrogate, U+DC80 to U+DCFF, as in Python (PEP 383). No UTF-8 name can give the same
 * key.
 */
export function keyOfName(name: Buffer): string {
  const text = name.toString("utf8");
  if (Buffer.from(text, "utf8").equals(name)) return text;
  return Array.from(name, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join("");
}

/** The name of a key's file, in bytes: what a file system limits. */
export function nameOfKey(key: string): Buffer {
  if (key.isWellFormed()) return Buffer.from(key, "utf8");
  return Buffer.from(Array.from(key, (character) => character.charCodeAt(0) & 0xff));
}

export function pathOfKey(folder: string, key: string): FilePath {
  if (key.isWellFormed()) return join(folder, key);
  return Buffer.concat([Buffer.from(folder + sep, "utf8"), nameOfKey(key)]);
}

/** Whether it is the name of a survey's file. Names that begin with a dot are the storage's own, or hidden. */
export function isSurveyKey(key: string): boolean {
  return key.endsWith(SURVEY) && !key.startsWith(".");
}

/** The longest name that file systems take, in bytes (ext4, XFS, Btrfs, ZFS; of NTFS and APFS it is 255 characters). */
export const MAX_NAME_BYTES = 255;

/** A survey file's name with something added before its end, cut so that the whole has no more bytes than allowed. */
export function withSuffix(key: string, suffix: string, maxBytes = MAX_NAME_BYTES): string {
  const room = maxBytes - Buffer.byteLength(suffix + SURVEY);
  const stem = key.slice(0, -SURVEY.length);
  let characters = Array.from(stem);
  let bytes = nameOfKey(stem).length;
  while (bytes > room) {
    const last = characters.at(-1) ?? "";
    bytes -= nameOfKey(last).length;
    characters = characters.slice(0, -1);
  }
  return `${characters.join("")}${suffix}${SURVEY}`;
}
