import { type BigIntStats, constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import { MAX_BATCH_BYTES } from "../../send-batch.ts";
import { unlessMissing } from "./durable-file.ts";
import type { FilePath } from "./file-key.ts";

/** A file as it was when it was read. */
export interface SurveyFile {
  /**
   * `undefined` when it is not UTF-8, or larger than the queue takes. A file that is too large is not read.
   */
  readonly text: string | undefined;
  readonly tooLarge?: true;
  /** Other content has another version. */
  readonly version: string;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Without `O_NONBLOCK`, opening a pipe that took the file's place just now would wait for a writer, perhaps for ever. Windows
 * has no such flag.
 */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads a regular file, through links; `undefined` when there is none of that name (any more). */
export async function readSurveyFile(path: FilePath): Promise<SurveyFile | undefined> {
  // Opening a device may have effects of its own.
  if (!(await stat(path).catch(unlessMissing))?.isFile()) return undefined;
  await using file = await open(path, flags).catch(unlessMissing);
  if (file === undefined) return undefined;
  const stats = await file.stat({ bigint: true });
  if (!stats.isFile()) return undefined;
  const version = versionOf(stats);
  if (stats.size > MAX_BATCH_BYTES) return { text: undefined, tooLarge: true, version };
  return { text: decode(await file.readFile()), version };
}

/**
 * The time of the inode's last change is not used. It changes with every new name of the file, such as those
 * that backups give it.
 */
function versionOf({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}`;
}

function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
